import * as fc from "fast-check";

const LATEST = new Date("2199-12-31T23:59:59Z");
const EARLIEST = new Date("1000-01-01T00:00:00Z");

/** Strings of a format of JSON Schema or OpenAPI; `undefined` where the format says nothing that can be checked. */
export function formatArbitrary(format: string): fc.Arbitrary<string> | undefined {
  return Object.hasOwn(FORMATS, format) ? FORMATS[format]?.valid() : undefined;
}

/** Strings that look like those of a format and are not; `undefined` where nothing can be said against a string. */
export function brokenFormatArbitrary(format: string): fc.Arbitrary<string> | undefined {
  const broken = Object.hasOwn(FORMATS, format) ? FORMATS[format]?.broken : undefined;
  if (broken === undefined) return undefined;
  return fc.oneof(fc.constantFrom(...broken), fc.constantFrom("x", "not valid"));
}

interface FormatRule {
  valid(): fc.Arbitrary<string>;
  readonly broken?: readonly string[];
}

const instant = () =>
  fc.date({ min: EARLIEST, max: LATEST, noInvalidDate: true }).map((date) => date.toISOString());

const FORMATS: Readonly<Record<string, FormatRule>> = {
  "date-time": {
    valid: instant,
    broken: ["2024-13-01T00:00:00Z", "2024-02-30T00:00:00Z", "2024-01-01T25:00:00Z", "2024-01-01", "today"],
  },
  date: {
    valid: () => instant().map((text) => text.slice(0, 10)),
    broken: ["2024-13-01", "2024-02-30", "01.02.2024", "2024-1-1", "tomorrow"],
  },
  time: {
    valid: () => instant().map((text) => `${text.slice(11, 19)}Z`),
    broken: ["25:00:00Z", "12:61:00Z", "noon"],
  },
  duration: {
    valid: () => fc.tuple(fc.nat(99), fc.nat(59)).map(([days, minutes]) => `P${days}DT${minutes}M`),
    broken: ["P", "1D", "PT"],
  },
  email: {
    valid: () =>
      fc
        .tuple(fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/), fc.stringMatching(/^[a-z]{1,8}$/))
        .map(([user, host]) => `${user}@${host}.example`),
    broken: ["plainaddress", "@no-local.example", "two@@signs.example", "spaces in@local.example"],
  },
  hostname: { valid: () => fc.domain(), broken: ["-leading.example", "under_score.example", "two..dots"] },
  ipv4: { valid: () => fc.ipV4(), broken: ["256.1.1.1", "1.2.3", "1.2.3.4.5", "a.b.c.d"] },
  ipv6: { valid: () => fc.ipV6(), broken: ["12345::", ":::", "1::2::3", "fe80::g"] },
  uri: {
    valid: () => fc.webPath().map((path) => `https://service.example${path}`),
    broken: ["no scheme", "http://[broken", "://missing.example"],
  },
  "uri-reference": {
    valid: () => fc.webPath().map((path) => `/a${path}`),
    broken: ["http://[broken", "a b"],
  },
  uuid: {
    valid: () => fc.uuid(),
    broken: ["00000000-0000-0000-0000-00000000000", "g0000000-0000-4000-8000-000000000000", "uuid"],
  },
  "json-pointer": {
    valid: () => fc.stringMatching(/^(\/[a-z0-9]{1,5}){0,3}$/),
    broken: ["no-slash", "/~2"],
  },
  regex: { valid: () => fc.constantFrom("^a+$", "[a-z]", "x|y"), broken: ["(", "[a", "*"] },
  byte: { valid: () => fc.base64String() },
};
