import { expect, test } from "vitest";
import { type AddressedRequest, createAddressReader, parseAddressBlock } from "./createAddressReader.ts";

const PROXIES = ["10.0.0.0/8", "::1", "2001:db8:1::/48"];

interface Given {
  readonly peer: string | undefined;
  /** The lines of `X-Forwarded-For`. */
  readonly lines?: readonly string[];
  readonly proxies?: readonly string[];
}

function read({ peer, lines, proxies = PROXIES }: Given): string {
  const blocks = proxies.map(parseAddressBlock).filter((block) => block !== undefined);
  expect(blocks).toHaveLength(proxies.length);
  return createAddressReader({ trustedProxies: blocks })(requestOf(peer, lines));
}

function requestOf(
  remoteAddress: string | undefined,
  lines: readonly string[] | undefined,
): AddressedRequest {
  const socket = { remoteAddress };
  if (lines === undefined) return { socket, headers: {}, headersDistinct: {} };
  const headers = { "x-forwarded-for": lines.join(", ") };
  return { socket, headers, headersDistinct: { "x-forwarded-for": [...lines] } };
}

test("an unlisted proxy is reported once, and its header is ignored", () => {
  const told: string[] = [];
  const read = createAddressReader({ trustedProxies: [], onUnlisted: (peer) => told.push(peer) });
  for (const lines of [undefined, ["192.0.2.7"], ["192.0.2.8"]]) read(requestOf("::ffff:10.0.0.1", lines));
  expect(told).toEqual(["10.0.0.1"]);
});

test.each<{ name: string; given: Given; want: string }>([
  {
    name: "the header of an unlisted client is ignored",
    given: { peer: "192.0.2.1", lines: ["203.0.113.9"] },
    want: "192.0.2.1",
  },
  {
    name: "without a list no proxy is trusted",
    given: { peer: "10.0.0.1", lines: ["203.0.113.9"], proxies: [] },
    want: "10.0.0.1",
  },
  { name: "a listed proxy without the header is the caller", given: { peer: "10.0.0.1" }, want: "10.0.0.1" },
  {
    name: "a listed proxy is trusted",
    given: { peer: "10.0.0.1", lines: ["192.0.2.7"] },
    want: "192.0.2.7",
  },
  {
    name: "entries that a caller put in front of its own address are ignored",
    given: { peer: "10.0.0.1", lines: ["203.0.113.9, 192.0.2.7"] },
    want: "192.0.2.7",
  },
  {
    name: "a listed address that a caller put in front is not read",
    given: { peer: "10.0.0.1", lines: ["203.0.113.9, 10.1.1.1, 192.0.2.7"] },
    want: "192.0.2.7",
  },
  {
    name: "a chain of proxies is followed",
    given: { peer: "10.0.0.1", lines: ["203.0.113.9, 192.0.2.7,10.0.0.3 , 10.0.0.2"] },
    want: "192.0.2.7",
  },
  {
    name: "several header lines form one list in their order",
    given: { peer: "10.0.0.1", lines: ["203.0.113.9", "192.0.2.7, 10.0.0.2"] },
    want: "192.0.2.7",
  },
  {
    name: "a list of proxies only returns the farthest",
    given: { peer: "10.0.0.1", lines: ["10.0.0.3, 10.0.0.2"] },
    want: "10.0.0.3",
  },
  {
    name: "an entry that is no address ends the reading",
    given: { peer: "10.0.0.1", lines: ["203.0.113.9, unknown"] },
    want: "10.0.0.1",
  },
  {
    name: "an empty entry ends the reading",
    given: { peer: "10.0.0.1", lines: ["203.0.113.9, , 10.0.0.2"] },
    want: "10.0.0.2",
  },
  { name: "an empty header is ignored", given: { peer: "10.0.0.1", lines: [""] }, want: "10.0.0.1" },
  {
    name: "an entry with a forged log line is ignored",
    given: { peer: "10.0.0.1", lines: ["192.0.2.7\t\u0085{}"] },
    want: "10.0.0.1",
  },
  {
    name: "a number that some parsers read as an address is ignored",
    given: { peer: "10.0.0.1", lines: ["0x7f000001"] },
    want: "10.0.0.1",
  },
  { name: "a port is removed", given: { peer: "::1", lines: ["192.0.2.7:4711"] }, want: "192.0.2.7" },
  {
    name: "a port after IPv6 is removed",
    given: { peer: "::1", lines: ["[2001:DB8:0:0::7]:4711"] },
    want: "2001:db8::7",
  },
  { name: "IPv6 is normalised", given: { peer: "::1", lines: ["2001:DB8:0::7"] }, want: "2001:db8::7" },
  { name: "a zone is removed", given: { peer: "fe80::1%eth0" }, want: "fe80::1" },
  {
    name: "a proxy that reaches an IPv6 socket by IPv4 is recognised",
    given: { peer: "::ffff:10.0.0.1", lines: ["::ffff:192.0.2.7"] },
    want: "192.0.2.7",
  },
  ...[
    "::ffff:c000:207",
    "::FFFF:C000:0207",
    "0:0:0:0:0:ffff:c000:207",
    "0::ffff:192.0.2.7",
    "[::ffff:c000:207]:4711",
  ].map((spelling) => ({
    name: `${spelling} is the IPv4 address`,
    given: { peer: "::1", lines: [spelling] },
    want: "192.0.2.7",
  })),
  {
    name: "a listed proxy in hexadecimal is recognised",
    given: { peer: "::1", lines: ["192.0.2.7, ::ffff:a00:2"] },
    want: "192.0.2.7",
  },
  {
    name: "an address that only looks mapped stays IPv6",
    given: { peer: "::1", lines: ["::fffe:c000:207"] },
    want: "::fffe:c000:207",
  },
  {
    name: "an address next to a listed network is not trusted",
    given: { peer: "2001:db8:2::1", lines: ["192.0.2.7"] },
    want: "2001:db8:2::1",
  },
  { name: "a closed socket has no address", given: { peer: undefined }, want: "unknown" },
])("NET-16 $name", ({ given, want }) => {
  expect(read(given)).toBe(want);
});

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
])("%j is not an address block", (given) => {
  expect(parseAddressBlock(given)).toBeUndefined();
});
