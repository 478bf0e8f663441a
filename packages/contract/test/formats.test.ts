import { expect, test } from "vitest";
import { documentOf, okWith } from "../../../scripts/fixtures/documents.ts";
import { loadContract, schemaValidators } from "../src/index.ts";

const SCHEMA = "/paths/~1pets/get/responses/200/content/application~1json/schema";

/** A format with values that it accepts and values that it rejects; values of other types do not concern it. */
type Row = readonly [format: string, accepted: readonly unknown[], rejected: readonly unknown[]];

const FORMATS: readonly Row[] = [
  [
    "date-time",
    [
      "2024-02-29T23:59:59Z",
      "1990-12-31T23:59:60Z",
      "1990-12-31T15:59:60-08:00",
      "2024-01-01t00:00:00.5z",
      5,
    ],
    [
      "2024-02-30T00:00:00Z",
      "2024-13-01T00:00:00Z",
      "2024-01-01T25:00:00Z",
      "2024-01-01T12:00:60Z",
      "2024-01-01 00:00:00Z",
      "2024-01-01T00:00:00",
    ],
  ],
  [
    "date",
    ["2024-02-29", "2000-02-29"],
    ["2023-02-29", "1900-02-29", "2024-02-31", "2024-00-01", "24-01-01"],
  ],
  [
    "time",
    ["23:59:59Z", "08:30:06.283185+01:00", "23:59:60Z"],
    ["25:00:00Z", "12:00:00", "12:60:00Z", "22:59:60Z"],
  ],
  ["duration", ["P3D", "PT1H", "P1Y2M3DT4H5M6S", "P1W"], ["P", "PT", "1D", "P1D2Y", "P1WT1H"]],
  ["email", ["a@b.example", "a.b+c@[192.0.2.1]", '"a b"@c.example'], ["a", "@b", "a@", "a..b@c.d", "a@b..c"]],
  [
    "uuid",
    ["0198b3f1-6c1e-4c0a-9a53-5d1f7e0c2b11", "0198B3F1-6C1E-4C0A-9A53-5D1F7E0C2B11"],
    ["0198b3f1", "0198b3f16c1e4c0a9a535d1f7e0c2b11", "g198b3f1-6c1e-4c0a-9a53-5d1f7e0c2b11"],
  ],
  [
    "uri",
    ["https://a.example/b?c#d", "urn:a:b", "http://[::1]:80/"],
    ["/a", "a b:c", "http://a/\\b", "http://[1::2::3]/"],
  ],
  ["uri-reference", ["/a?b", "#c", "", "a/b:c"], ["1:a", "a b", "\\a"]],
  ["iri", ["http://ƒøø.example/ü"], ["/ü", "ü"]],
  ["ipv4", ["192.0.2.1"], ["192.0.2.256", "192.0.2", "01.0.2.1"]],
  [
    "ipv6",
    ["::1", "1::", "::ffff:192.0.2.1", "1:2:3:4:5:6:7:8"],
    ["1:2:3:4:5:6:7", "1::2::3", "12345::", "::1%eth0"],
  ],
  ["hostname", ["a.example", "xn--nxasmq6b"], ["-a", "a_b", "", "a..b", `${"a".repeat(64)}.b`, "xn--X"]],
  ["json-pointer", ["", "/a~1b", "/a/0"], ["a", "/a~2"]],
  ["regex", ["^a+$"], ["(", String.raw`\a`]],
  ["byte", ["aGk=", ""], ["aGk", "a-k="]],
  ["base64url", ["aGk", "a-_k"], ["a+k"]],
  ["int32", [2 ** 31 - 1, -(2 ** 31), "x"], [2 ** 31, 1.5]],
  ["int64", [2 ** 53, 9223372036854775807n], [2 ** 63, 9223372036854775808n, 0.5]],
  ["uint8", [0, 255], [-1, 256]],
  ["float", [1e300, 0.1], []],
  ["double", [1e300], []],
  ["binary", ["\u0000"], []],
  ["password", [""], []],
  ["x-of-our-own", ["anything", 1], []],
];

test.each(FORMATS)("the format %s is the same in both directions", async (format, accepted, rejected) => {
  const contract = await loadContract(documentOf(okWith({ format })));
  for (const direction of ["request", "response"] as const) {
    const isValid = (value: unknown) => schemaValidators(contract, direction).isValid(SCHEMA, value);
    expect(accepted.filter((value) => !isValid(value))).toEqual([]);
    expect(rejected.filter(isValid)).toEqual([]);
  }
});
