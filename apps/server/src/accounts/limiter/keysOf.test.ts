import { expect, test } from "vitest";
import { addressKeyOf, identityKeyOf } from "./keysOf.ts";

test.each([
  { given: "192.0.2.7", want: "192.0.2.7" },
  { given: "::ffff:192.0.2.7", want: "192.0.2.7" },
  { given: "::ffff:c000:207", want: "192.0.2.7" },
  { given: "0:0:0:0:0:FFFF:C000:0207", want: "192.0.2.7" },
  { given: "2001:db8:1:2:3:4:5:6", want: "2001:db8:1:2::/64" },
  { given: "2001:0DB8:0001:0002::", want: "2001:db8:1:2::/64" },
  { given: "2001:db8::1", want: "2001:db8:0:0::/64" },
  { given: "::1", want: "0:0:0:0::/64" },
  { given: "fe80::1%eth0", want: "fe80:0:0:0::/64" },
  { given: "unix", want: "unix" },
  { given: "", want: "" },
])("AUT-07 $given counts as $want", ({ given, want }) => {
  expect(addressKeyOf(given)).toBe(want);
});

test.each([
  ["vsphere", "administrator@vsphere.local", "administrator"],
  ["vsphere", "VSPHERE.LOCAL\\Administrator", "administrator"],
  ["vsphere", "administrator", "administrator"],
  ["vsphere", "Administrator.@VSPHERE.LOCAL.", "administrator"],
  ["vsphere", "@vsphere.local", "vsphere.local"],
  ["vsphere", "CORP\\", "corp"],
  ["vsphere", "\\", "\\"],
  ["vsphere", "", ""],
  ["vsphere", "admin\u3164istrator", "administrator"],
  ["vsphere", "administrator\u2800", "administrator"],
  ["vsphere", "administrator\u{1f600}@corp", "administrator"],
  ["vsphere", "S\u00d8REN@corp", "soren"],
  ["vsphere", "\u00c6gir", "aegir"],
  ["vsphere", "\u3055\u304f\u3089", "\u30b5\u30af\u30e9"],
  ["vsphere", "\uff7b\u30af\u30e9", "\u30b5\u30af\u30e9"],
  ["vsphere", "\u{1f600}", "\u{1f600}"],
  ["local", "s\u00f8ren", "s\u00f8ren"],
  ["local", "Zoë", "zoe"],
  ["local", "administrator@vsphere.local", "administrator@vsphere.local"],
  ["local", "STRASSE", "strasse"],
  ["local", "straße", "strasse"],
  ["local", "\u212Aelvin", "kelvin"],
])("AUT-07 for %s the name %j counts as %j", (authType, username, want) => {
  expect(identityKeyOf(authType, username)).toBe(want);
});
