import { DOMParser, onWarningStopParsing } from "@xmldom/xmldom";
import { expect, test } from "vitest";
import { writeTokenRequest } from "./readVcenterGroups.ts";

const NOW_MS = 1_753_089_693_083;

function read(xml: string, name: string): string | null | undefined {
  const document = new DOMParser({ onError: onWarningStopParsing }).parseFromString(xml, "text/xml");
  return document.getElementsByTagNameNS("*", name).item(0)?.textContent;
}

test("AUT-02 names and passwords with any characters arrive unchanged", () => {
  const username = "d'ä</o:Username>&amp;@vsphere.local";
  const password = " <&>\"']]>&#x41;\r\n\t\u2028😀 ";
  const xml = writeTokenRequest({ username, password }, NOW_MS);
  expect(read(xml, "Username")).toBe(username);
  expect(read(xml, "Password")).toBe(password);
  expect(xml.match(/<o:Password>/g)).toHaveLength(1);
});

test("the request is for a bearer token of one minute that can be neither renewed nor delegated", () => {
  const xml = writeTokenRequest({ username: "a@b", password: "x" }, NOW_MS);
  expect(read(xml, "Created")).toBe("2025-07-21T09:21:33.083Z");
  expect(read(xml, "Expires")).toBe("2025-07-21T09:22:33.083Z");
  expect(read(xml, "KeyType")).toBe("http://docs.oasis-open.org/ws-sx/ws-trust/200512/Bearer");
  expect(read(xml, "Delegatable")).toBe("false");
  expect(xml).toContain('<Renewing Allow="false"');
});

test.each(["\u0000", "\u001b", "\ufffe", "\ud800"])(
  "a password with %j is rejected without quoting it",
  (odd) => {
    const write = () => writeTokenRequest({ username: "a@b", password: `canary${odd}` }, NOW_MS);
    expect(write).toThrow(expect.objectContaining({ code: "VCENTER_FAULT", isOutage: false }));
    expect(write).not.toThrow(/canary/);
  },
);
