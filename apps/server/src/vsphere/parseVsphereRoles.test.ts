import { expect, test } from "vitest";
import { parseVsphereRoles, rolesOf, toPrincipal, VsphereRolesError } from "./parseVsphereRoles.ts";

const mapping = parseVsphereRoles(
  JSON.stringify({
    users: { "ada@corp.example": ["Auditor", "Operator"] },
    groups: { "VSPHERE.LOCAL\\Administrators": ["System Administrator"], "ops@corp.example": ["Operator"] },
    domains: { "corp.example": ["Viewer"] },
  }),
  "roles.json",
);

function errorOf(text: string): VsphereRolesError {
  try {
    parseVsphereRoles(text, "/etc/roles.json");
  } catch (error) {
    if (error instanceof VsphereRolesError) return error;
    throw error;
  }
  throw new Error("The text was accepted.");
}

test("users, groups and domains get their roles, and both spellings of a name are equal", () => {
  const roles = parseVsphereRoles(
    JSON.stringify({
      ssoDomain: "sso.example",
      users: { "Ada@Corp.Example": ["System Administrator"] },
      groups: { "SSO.EXAMPLE\\Operators": ["Operator", "Auditor"] },
      domains: { "Corp.Example": ["Auditor"] },
    }),
    "roles.json",
  );
  expect([...roles.users]).toEqual([["ada@corp.example", ["System Administrator"]]]);
  expect([...roles.groups]).toEqual([["operators@sso.example", ["Operator", "Auditor"]]]);
  expect([...roles.domains]).toEqual([["corp.example", ["Auditor"]]]);
  expect(roles.ssoDomain).toBe("sso.example");
});

test("the single sign-on domain is vsphere.local by default", () => {
  expect(parseVsphereRoles('\uFEFF{\t"domains": {"a.b": ["x"]}}', "roles.json").ssoDomain).toBe(
    "vsphere.local",
  );
});

test.each([
  { text: "", want: "/etc/roles.json:1:1: This is not JSON: Unexpected end of JSON input." },
  { text: '{\n  "users": {\n', want: "/etc/roles.json:3:1: This is not JSON" },
  {
    text: '{\n  "users": {},\n}',
    want: "/etc/roles.json:3:1: This is not JSON: Expected double-quoted property",
  },
  { text: "users:\n  a@b: [x]", want: "/etc/roles.json:1:1: This is not JSON: Unexpected token 'u'." },
])("OPS-03 text that is no JSON is rejected with its location: $want", ({ text, want }) => {
  expect(errorOf(text).message).toContain(want);
});

test("OPS-03 every problem is reported with line, column and pointer", () => {
  const text = `{
  "users": {
    "ada": ["Operator"],
    "bob@corp.example": "Operator",
    "eve@corp.example": ["", 7]
  },
  "group": {},
  "domains": { "@corp.example": ["system administrator"] }
}`;
  const { faults, message, file } = errorOf(text);
  expect(faults.map(({ line, column, pointer }) => `${line}:${column} ${pointer}`)).toEqual([
    "3:5 /users/ada",
    "4:25 /users/bob@corp.example",
    "5:26 /users/eve@corp.example/0",
    "5:30 /users/eve@corp.example/1",
    "7:3 /group",
    "8:16 /domains/@corp.example",
    "8:34 /domains/@corp.example/0",
  ]);
  expect(file).toBe("/etc/roles.json");
  expect(message).toContain(
    '/etc/roles.json:3:5: /users/ada It must be a name with its domain, as "name@vsphere.local"',
  );
  expect(message).toContain('Did you mean "System Administrator"?');
  expect(message).toContain("Use users, groups, domains or ssoDomain.");
});

test.each([
  { text: "[]", pointer: "", want: "an object in braces" },
  { text: "null", pointer: "", want: "an object in braces" },
  { text: "{}", pointer: "", want: "gives no role" },
  { text: '{"users": []}', pointer: "/users", want: "an object in braces" },
  { text: '{"users": {"a@b": []}}', pointer: "/users/a@b", want: "a list of roles" },
  { text: '{"users": {"a@b": ["x"], "a@b": ["y"]}}', pointer: "/users/a@b", want: "is here twice" },
  { text: '{"users": {"a@b": ["x"], "B\\\\A": ["y"]}}', pointer: "/users/B\\A", want: "is here twice" },
  { text: '{"users": {"a@b": ["x"]}, "users": {}}', pointer: "/users", want: "is here twice" },
  {
    text: '{"users": {"a/~@b": ["x "]}}',
    pointer: "/users/a~1~0@b/0",
    want: "none of them a space at an end",
  },
  { text: '{"users": {"a@b": ["x\\n"]}}', pointer: "/users/a@b/0", want: "printable" },
  { text: '{"users": {"a\\u0000@b": ["x"]}}', pointer: "/users/a\u0000@b", want: "a name with its domain" },
  { text: '{"users": {"a@b\\\\c": ["x"]}}', pointer: "/users/a@b\\c", want: "a name with its domain" },
  { text: '{"users": {"*": ["x"]}}', pointer: "/users/*", want: "a name with its domain" },
  { text: '{"domains": {"*": ["x"]}}', pointer: "/domains/*", want: "a domain alone" },
  {
    text: '{"ssoDomain": "a/b", "domains": {"a": ["x"]}}',
    pointer: "/ssoDomain",
    want: "a domain in quotes",
  },
  { text: '{"ssoDomain": 7, "domains": {"a": ["x"]}}', pointer: "/ssoDomain", want: "a domain in quotes" },
  { text: '{"__proto__": {}, "domains": {"a": ["x"]}}', pointer: "/__proto__", want: "no such part" },
])("OPS-03 $text is rejected at $pointer", ({ text, pointer, want }) => {
  const { faults, code } = errorOf(text);
  expect(code).toBe("VSPHERE_ROLES_UNUSABLE");
  expect(faults.some((fault) => fault.pointer === pointer && fault.message.includes(want))).toBe(true);
});

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

test("a name without a domain does not match a name with one", () => {
  expect(rolesOf(mapping, { username: "constructor", groups: ["__proto__"] })).toEqual([]);
});

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

test("AUT-13 letters that only look alike, or fold alike in Unicode, name different users", () => {
  const kelvin = toPrincipal("\u212Aevin@vsphere.local").key;
  const dotted = toPrincipal("adm\u0130n@vsphere.local").key;
  expect(kelvin).not.toBe(toPrincipal("kevin@vsphere.local").key);
  expect(dotted).not.toBe(toPrincipal("admin@vsphere.local").key);
  expect(dotted).not.toBe(toPrincipal("adm\u0131n@vsphere.local").key);
});
