import { expect, test } from "vitest";
import { writeTemporaryFile } from "../../test/vsphere/createVsphereFixture.ts";
import { readVsphereRoles } from "./readVsphereRoles.ts";

test("a roles file is read", () => {
  const file = writeTemporaryFile('{"users": {"ada@vsphere.local": ["Operator"]}}');
  expect(readVsphereRoles(file).users.get("ada@vsphere.local")).toEqual(["Operator"]);
});

test("OPS-03 a problem is reported with file and location", () => {
  const file = writeTemporaryFile('{\n  "users": 1\n}');
  expect(() => readVsphereRoles(file)).toThrow(`${file}:2:12: /users It must be an object in braces.`);
});

test("OPS-03 a missing file and a far too large file are rejected by name", () => {
  expect(() => readVsphereRoles("/nowhere/roles.json")).toThrow(
    "/nowhere/roles.json:1:1: It cannot be read (ENOENT). Check the path and its permissions.",
  );
  expect(() => readVsphereRoles("/")).toThrow("/:1:1: It cannot be read (EISDIR).");
  const file = writeTemporaryFile(" ".repeat(1024 * 1024 + 1));
  expect(() => readVsphereRoles(file)).toThrow(`${file}:1:1: It has 1048577 bytes`);
});
