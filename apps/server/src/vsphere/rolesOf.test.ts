import { expect, test } from "vitest";
import { parseVsphereRoles } from "./parseVsphereRoles.ts";
import { rolesOf } from "./rolesOf.ts";

const mapping = parseVsphereRoles(
  JSON.stringify({
    users: { "ada@corp.example": ["Auditor", "Operator"] },
    groups: { "VSPHERE.LOCAL\\Administrators": ["System Administrator"], "ops@corp.example": ["Operator"] },
    domains: { "corp.example": ["Viewer"] },
  }),
  "roles.json",
);

test.each([
  { username: "ada@corp.example", groups: [], want: ["Auditor", "Operator", "Viewer"] },
  { username: "CORP.EXAMPLE\\Ada", groups: ["corp.example\\Ops"], want: ["Auditor", "Operator", "Viewer"] },
  { username: "bob@corp.example", groups: ["Ops@CORP.EXAMPLE"], want: ["Viewer", "Operator"] },
  {
    username: "bob@vsphere.local",
    groups: ["vsphere.local\\Administrators"],
    want: ["System Administrator"],
  },
  { username: "bob@vsphere.local", groups: ["corp.example\\Administrators", "Administrators"], want: [] },
  { username: "ada@evil.corp.example", groups: [], want: [] },
  { username: "ada", groups: [], want: [] },
  { username: "corp.example", groups: [], want: [] },
])("AUT-18 $username in $groups has the roles $want", ({ username, groups, want }) => {
  expect(rolesOf(mapping, { username, groups })).toEqual(want);
});

test("a bare name does not fall into the domain of another", () => {
  expect(rolesOf(mapping, { username: "constructor", groups: ["__proto__"] })).toEqual([]);
});
