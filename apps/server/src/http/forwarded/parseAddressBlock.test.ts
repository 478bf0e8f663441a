import { expect, test } from "vitest";
import { parseAddressBlock } from "./parseAddressBlock.ts";

test.each([
  { given: "10.0.0.5", want: { family: "ipv4", address: "10.0.0.5", prefixBits: 32 } },
  { given: "10.0.0.0/8", want: { family: "ipv4", address: "10.0.0.0", prefixBits: 8 } },
  { given: "::1", want: { family: "ipv6", address: "::1", prefixBits: 128 } },
  { given: "2001:db8::/32", want: { family: "ipv6", address: "2001:db8::", prefixBits: 32 } },
])("$given is a block", ({ given, want }) => {
  expect(parseAddressBlock(given)).toEqual(want);
});

test.each([
  "",
  "proxy.example",
  "localhost",
  "*",
  "10.0.0",
  "10.0.0.256",
  "010.0.0.1",
  "10.0.0.0/",
  "10.0.0.0/0",
  "10.0.0.0/08",
  "10.0.0.0/33",
  "10.0.0.0/8/8",
  "10.0.0.0/255.0.0.0",
  "::/0",
  "::/129",
  "fe80::1%eth0",
  "::ffff:10.0.0.5",
  "::FFFF:a00:5",
  "0:0:0:0:0:ffff:a00:5",
  "0::ffff:10.0.0.0/104",
  "[::1]",
])("%j is none", (given) => {
  expect(parseAddressBlock(given)).toBeUndefined();
});
