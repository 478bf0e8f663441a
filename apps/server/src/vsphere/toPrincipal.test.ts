import { expect, test } from "vitest";
import { toPrincipal } from "./toPrincipal.ts";

test.each([
  { given: "Administrator@VSPHERE.LOCAL", key: "administrator@vsphere.local", domain: "vsphere.local" },
  { given: "VSPHERE.LOCAL\\Administrator", key: "administrator@vsphere.local", domain: "vsphere.local" },
  { given: "ada@lab@corp.example", key: "ada@lab@corp.example", domain: "corp.example" },
  { given: "corp\\ada@lab", key: "ada@lab@corp", domain: "corp" },
  { given: "root", key: "root", domain: "" },
  { given: "", key: "", domain: "" },
])("AUT-13 $given is $key", ({ given, key, domain }) => {
  expect(toPrincipal(given)).toEqual({ key, domain });
});

test("AUT-13 letters that only look alike, or fold alike in Unicode, are other people", () => {
  const kelvin = toPrincipal("\u212Aevin@vsphere.local").key;
  const dotted = toPrincipal("adm\u0130n@vsphere.local").key;
  expect(kelvin).not.toBe(toPrincipal("kevin@vsphere.local").key);
  expect(dotted).not.toBe(toPrincipal("admin@vsphere.local").key);
  expect(dotted).not.toBe(toPrincipal("adm\u0131n@vsphere.local").key);
});
