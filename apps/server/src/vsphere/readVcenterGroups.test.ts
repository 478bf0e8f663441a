import { expect, test } from "vitest";
import { writeSecurityToken } from "../../test/vsphere/writeSecurityToken.ts";
import { readSamlGroups } from "./readVcenterGroups.ts";

const CALL = "POST /sts/STSService/vsphere.local";
const read = (status: number, text: string) => readSamlGroups(CALL, { status, text, retryAfter: undefined });

test("the groups of a token are read, and no other attribute", () => {
  const groups = ["vsphere.local\\Administrators", "corp.example\\R&D <lab>"];
  expect(read(200, writeSecurityToken("ada@corp.example", groups))).toEqual(groups);
  expect(read(200, writeSecurityToken("ada@corp.example", []))).toEqual([]);
});

const fault = (code: string) =>
  `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><S:Fault><faultcode>${code}</faultcode>` +
  "<faultstring>canary@vsphere.local</faultstring></S:Fault></S:Body></S:Envelope>";
const token = writeSecurityToken("ada@corp.example", ["a\\b"]);
const assertion = /<a:Assertion[\s\S]*<\/a:Assertion>/.exec(token)?.[0] ?? "";

test.each([
  {
    name: "a fault",
    status: 500,
    text: fault("ns0:FailedAuthentication"),
    want: "the fault ns0:FailedAuthentication.",
    isOutage: false,
  },
  {
    name: "a fault with an unusual name",
    status: 500,
    text: fault("canary canary"),
    want: "with status 500.",
  },
  { name: "a fault with status 200", status: 200, text: fault("ns0:X"), want: "no security token" },
  { name: "no token service", status: 404, text: "", want: "Check ssoDomain in the roles file." },
  { name: "another status", status: 503, text: "<html>", want: "with status 503." },
  { name: "no XML", status: 200, text: "canary", want: "no security token" },
  { name: "an empty response", status: 200, text: "", want: "no security token" },
  { name: "cut XML", status: 200, text: token.slice(0, -20), want: "no security token" },
  {
    name: "a document type",
    status: 200,
    text: `<!DOCTYPE x [<!ENTITY a "b">]>${token}`,
    want: "no security token",
  },
  {
    name: "an unknown entity",
    status: 200,
    text: token.replace("a\\b", "&canary;"),
    want: "no security token",
  },
  {
    name: "two tokens",
    status: 200,
    text: token.replace(assertion, assertion + assertion),
    want: "no security token",
  },
])("AUT-14 $name is a fault", ({ status, text, want, isOutage = true }) => {
  expect(() => read(status, text)).toThrow(expect.objectContaining({ code: "VCENTER_FAULT", isOutage }));
  expect(() => read(status, text)).toThrow(want);
  expect(() => read(status, text)).not.toThrow(/canary/);
});
