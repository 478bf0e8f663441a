import fc from "fast-check";
import { expect, test } from "vitest";
import { parseSource } from "../src/load/parseSource.ts";

const read = (text: string) => parseSource({ address: "file:///a.yaml", name: "a.yaml", text });

/** The value of a text as JSON, or `rejected`; distinguishes -0 and infinities from 0 and null. */
function meaning(text: string): string {
  const { file } = read(text);
  if (file === undefined) return "rejected";
  const { zz: _, ...value } = file.value as Record<string, unknown>;
  return JSON.stringify(value, (_key, one: unknown) => {
    if (typeof one === "number" && (Object.is(one, -0) || !Number.isFinite(one)))
      return `number ${Object.is(one, -0) ? "-0" : one}`;
    return one;
  });
}

/** A text is read by js-yaml; with an anchor in it, by yaml. */
function expectSame(text: string): void {
  expect(`${JSON.stringify(text)} ${meaning(`${text}zz: &zz 1\n`)}`).toBe(
    `${JSON.stringify(text)} ${meaning(text)}`,
  );
}

const SCALARS =
  `0o17 017 0x1F 0b1 1_000 2024-01-01 2024-01-01T00:00:00Z no yes on off NO True TRUE true null Null NULL ~
-0 0.0 -0.0 .inf -.inf +.inf .Inf .NaN .nan 1e3 1E3 1. .5 -.5 +5 +1.5 12345678901234567890 9007199254740993 1e400 -1e400 0o8
0o 0x -0x1F -0o7 1e 1e+ 1:2 12:30:45 0.1e-7 00 -01 1.0 = a#b a:b http://a.example/b?c=d#e 'a' 'it''s' "a\\u0041\\x41\\n\\/" '' ""
!!str !!int !!float @a %a \`a *x ! !foo y n 1,000 ½ ü 😀 a&b`.split(/\s+/);

const TAGGED = [
  "!!str 5",
  "!!int '5'",
  "!!int 5",
  "!!float 5",
  "!!float 5.5",
  "!!bool true",
  "!!null ~",
  "!!binary aGk=",
  "!!timestamp 2024-01-01",
  "!foo 5",
  "! a",
  "!!seq [a]",
  "!!map {a: 1}",
  "!!set {a}",
  "!!omap [a: 1]",
];
const BLOCKS = [
  "|\n  a\n   b\n",
  "|-\n  a\n",
  "|+\n  a\n\n",
  ">\n  a\n  b\n\n  c\n",
  ">-\n  a\n",
  "\n  - a\n  - b: 1\n    c: 2",
  "\n  ? a\n  : b",
  "a\n  b",
  '"a\\\n  b"',
  "'a\n\n  b'",
  "[a, b, ]",
  "{a, b}",
  "{? a : b}",
  "[a: b]",
  "a # b",
  "\n- a",
];
const MAPS = [
  "{a: 1, a: 2}",
  "{<<: {a: 1}, b: 2}",
  "{<<: [{a: 1}, {a: 2}], b: 2}",
  "{a: 1, <<: {a: 2}}",
  "{'<<': 1}",
  "{<<: 5}",
  "{1: a}",
  "{1.0: a}",
  "{0x10: a}",
  "{true: a}",
  "{null: a}",
  "{~: a}",
  "{: a}",
  "{[1]: a}",
  "{{a: 1}: a}",
  "{__proto__: 1}",
  "{constructor: 1}",
  "{2024-01-01: a}",
  "{-0: a}",
  "{1e3: a}",
  "{a: }",
  '{"a":1}',
];

test.each([...SCALARS, ...TAGGED, ...BLOCKS, ...MAPS, ""])(
  "%j means the same to both readers of YAML",
  (value) => {
    expectSame(`v: ${value}\n`);
  },
);

const scalar = fc.oneof(
  fc.constantFrom(...SCALARS),
  fc.integer().map(String),
  fc.double().map(String),
  fc.stringMatching(/^[a-z0-9 .:#'"~!?-]{0,8}$/),
);
const key = fc.oneof(
  fc.stringMatching(/^[a-zA-Z0-9._-]{1,6}$/),
  fc.constantFrom("'a b'", '"c"', "/x/{y}", "200", "x-y"),
);

interface Written {
  readonly value: string | readonly Written[] | readonly (readonly [string, Written])[];
  readonly kind: "list" | "map" | "scalar";
}

const { tree } = fc.letrec<{ tree: Written }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    scalar.map((value): Written => ({ kind: "scalar", value })),
    fc.array(tie("tree"), { maxLength: 3 }).map((value): Written => ({ kind: "list", value })),
    fc.array(fc.tuple(key, tie("tree")), { maxLength: 3 }).map((value): Written => ({ kind: "map", value })),
  ),
}));

function write({ kind, value }: Written, indent: string): string {
  if (kind === "scalar") return ` ${value as string}\n`;
  if (value.length === 0) return kind === "list" ? " []\n" : " {}\n";
  const lines = (value as readonly (Written | readonly [string, Written])[]).map((item) =>
    Array.isArray(item)
      ? `${indent}${item[0] as string}:${write(item[1] as Written, `${indent}  `)}`
      : `${indent}-${write(item as Written, `${indent}  `)}`,
  );
  return `\n${lines.join("")}`;
}

test("generated texts mean the same to both readers of YAML", () => {
  fc.assert(
    fc.property(tree, (value) => expectSame(`v:${write(value, "  ")}`)),
    { numRuns: 2_000, seed: 20_261_129 },
  );
});
