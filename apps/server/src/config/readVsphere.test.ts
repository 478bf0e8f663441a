import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type ConfigurationFault, createSettingsReader } from "./createSettingsReader.ts";
import { readVsphere } from "./readVsphere.ts";

const url = "https://vcenter.example.com";

function read(environment: Record<string, string>) {
  const faults: ConfigurationFault[] = [];
  const vsphere = readVsphere(createSettingsReader(environment, faults));
  return { vsphere, faults };
}

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-config-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "file");
  writeFileSync(file, text);
  return file;
}

test("without an address there is no sign-in by vSphere", () => {
  expect(read({})).toEqual({ vsphere: { kind: "off" }, faults: [] });
});

test("an address and roles are sufficient", () => {
  const roles = fileWith('{"users": {"ada@vsphere.local": ["Operator"]}}');
  const { vsphere, faults } = read({ GATEHOUSE_VSPHERE_URL: url, GATEHOUSE_VSPHERE_ROLES: roles });
  expect(faults).toEqual([]);
  expect(vsphere).toMatchObject({ kind: "on", url, connectTimeoutSeconds: 3, timeoutSeconds: 10 });
});

test("OPS-03 all problems are reported at once", () => {
  const roles = fileWith('{\n  "users": {"ada": ["Operator"]}\n}');
  const { vsphere, faults } = read({
    GATEHOUSE_VSPHERE_URL: "http://vcenter.example.com",
    GATEHOUSE_VSPHERE_CA_FILE: fileWith("nothing"),
    GATEHOUSE_VSPHERE_ROLES: roles,
    GATEHOUSE_VSPHERE_CONNECT_TIMEOUT_SECONDS: "0",
    GATEHOUSE_VSPHERE_TIMEOUT_SECONDS: "61",
  });
  expect(vsphere).toEqual({ kind: "off" });
  const found = Object.fromEntries(faults.map(({ name, message }) => [name, message]));
  expect(found.GATEHOUSE_VSPHERE_URL).toContain("over https only");
  expect(found.GATEHOUSE_VSPHERE_CA_FILE).toContain("holds no certificate in PEM form");
  expect(found.GATEHOUSE_VSPHERE_ROLES).toContain(
    `${roles}:2:13: /users/ada It must be a name with its domain`,
  );
  expect(found.GATEHOUSE_VSPHERE_CONNECT_TIMEOUT_SECONDS).toContain("from 1 to 30");
  expect(found.GATEHOUSE_VSPHERE_TIMEOUT_SECONDS).toContain("from 1 to 60");
});

test("LOG-02 a password in the address is not printed", () => {
  const { faults } = read({
    GATEHOUSE_VSPHERE_URL: "https://a:canary@vcenter",
    GATEHOUSE_VSPHERE_ROLES: "/x",
  });
  expect(JSON.stringify(faults)).not.toContain("canary");
});

test.each([
  {
    given: { GATEHOUSE_VSPHERE_URL: url },
    name: "GATEHOUSE_VSPHERE_ROLES",
    want: "Name the file of the roles.",
  },
  {
    given: { GATEHOUSE_VSPHERE_ROLES: "/x" },
    name: "GATEHOUSE_VSPHERE_ROLES",
    want: "Set that too, or remove this.",
  },
  { given: { GATEHOUSE_VSPHERE_CA_FILE: "/x" }, name: "GATEHOUSE_VSPHERE_CA_FILE", want: "Set that too" },
])("OPS-03 the incomplete configuration $given is rejected", ({ given, name, want }) => {
  const { faults } = read(given as Record<string, string>);
  expect(faults.map((fault) => fault.name)).toEqual([name]);
  expect(faults[0]?.message).toContain(want);
});
