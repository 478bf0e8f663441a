import { expect, test } from "vitest";
import { houseRules } from "./houseRules.ts";
import { packageFigures, renderChains, renderFigures } from "./packageFigures.ts";
import { createSourceTree } from "./SourceTree.ts";

const scripts = { build: "tsc", typecheck: "tsc", lint: "biome", test: "vitest" };
const entryPoints = {
  ".": { "@gatehouse/source": "./src/index.ts", types: "./index.d.ts", default: "./index.js" },
};

/** Files that break no rule; each fault replaces or adds some. */
const SOUND: Readonly<Record<string, string>> = {
  "packages/sessions/README.md": "See [the record](../../docs/adr/0001-one.md).",
  "packages/sessions/package.json": JSON.stringify({ scripts, exports: entryPoints }),
  "packages/sessions/tsconfig.json": JSON.stringify({
    extends: "../../tsconfig.base.json",
    include: ["src"],
  }),
  "packages/sessions/src/index.ts": 'export { endSession } from "./commands/endSession.ts";',
  "packages/sessions/src/commands/endSession.ts": "/** Ends it. */\nexport function endSession(): void {}",
  "packages/store-file/README.md": "See [the record](../../docs/adr/0001-one.md).",
  "packages/store-file/test/store.test.ts":
    "for (const { name, run } of sessionStoreConformance(target)) test(name, run);",
  "apps/server/README.md": "See [the record](../../docs/adr/0001-one.md).",
  "apps/server/src/generated/operationTable.ts":
    '// Generated from spec/openapi.yaml by `npm run generate`. Do not edit.\nimport { ping } from "../operations/ping.ts";',
  "apps/server/src/operations/ping.ts": "/** Answers. */\nexport const ping = 1;",
  "apps/server/test/operations/ping.test.ts":
    'import { pack } from "../../../../scripts/packages/pack.ts";\nimport { make } from "../../scripts/make.ts";\ntest("200: a ping succeeds", () => {});',
  "turbo.json": JSON.stringify({ tasks: { test: { inputs: ["$TURBO_ROOT$/scripts/packages/*.ts"] } } }),
};

const COMMAND = "packages/sessions/src/commands/endSession.ts";
const TEST = "apps/server/test/operations/ping.test.ts";

/** One breach of each rule: the rule, the file it stands in, and its text. */
const faults: readonly (readonly [rule: string, path: string, text: string])[] = [
  ["ambient-state", COMMAND, "/** Ends it. */\nexport const endSession = () => Date.now();"],
  ["ambient-state", COMMAND, "/** Ends it. */\nexport const endSession = () => Math.random();"],
  [
    "compiler-options",
    "packages/sessions/tsconfig.json",
    '{"extends":"../../tsconfig.base.json","compilerOptions":{"strict":false}}',
  ],
  ["compiler-options", "packages/sessions/tsconfig.json", "{}"],
  ["doc-comments", COMMAND, "export function endSession(): void {}"],
  ["domain-knows-no-http", COMMAND, "/** Ends it. */\nexport const endSession = () => ({ status: 200 });"],
  ["drivers-run-the-suite", "packages/store-file/test/store.test.ts", 'test("it stores", () => {});'],
  ["duration-units", COMMAND, "/** Ends it. */\nexport const endSession = (timeout: number) => timeout;"],
  [
    "error-classes",
    "packages/sessions/src/errors/GoneError.ts",
    "/** Gone. */\nexport class GoneError extends Error {}",
  ],
  ["file-names", "packages/sessions/src/commands/endAll.ts", "const end = 1;\nexport { end };"],
  ["file-names", "packages/sessions/src/utils.ts", "/** Ends it. */\nexport const utils = 1;"],
  ["file-names", "packages/sessions/src/one/two/three/four.ts", "/** Ends it. */\nexport const four = 1;"],
  ["file-names", "packages/sessions/src/BadFolder/four.ts", "/** Ends it. */\nexport const four = 1;"],
  [
    "file-sizes",
    "packages/sessions/src/index.ts",
    'import { endSession } from "./commands/endSession.ts";\n'.repeat(600),
  ],
  ["generated-banner", "packages/sessions/src/generated/types.ts", "export type A = 1;"],
  [
    "message-comparisons",
    COMMAND,
    '/** Ends it. */\nexport const endSession = (e: Error) => e.message === "gone";',
  ],
  [
    "message-comparisons",
    COMMAND,
    "/** Ends it. */\nexport const endSession = (e: Error) => /gone/.test(e.message);",
  ],
  ["module-state", COMMAND, "let count = 0;\n/** Ends it. */\nexport const endSession = () => count;"],
  [
    "module-state",
    COMMAND,
    "const ended = new Set<string>();\n/** Ends it. */\nexport const endSession = 1;",
  ],
  [
    "nesting",
    COMMAND,
    "/** Ends it. */\nexport function endSession(): void {\n  if (a) {\n    for (const b of c) {\n      try {\n        if (d) {\n        }\n      } catch {}\n    }\n  }\n}",
  ],
  ["operation-files", "apps/server/src/operations/pong.ts", "/** Answers. */\nexport const pong = 1;"],
  ["operation-guides", "spec/paths/ping.yaml", "get:\n  operationId: ping\n"],
  [
    "package-entry-points",
    "packages/sessions/package.json",
    JSON.stringify({ scripts, exports: { ...entryPoints, "./*": entryPoints["."] } }),
  ],
  [
    "package-entry-points",
    "packages/sessions/package.json",
    JSON.stringify({ scripts, exports: { ".": { default: "./src/index.ts" } } }),
  ],
  [
    "package-entry-points",
    "packages/sessions/package.json",
    JSON.stringify({ scripts, exports: { ".": "./src/index.ts" } }),
  ],
  ["package-verbs", "packages/sessions/package.json", JSON.stringify({ exports: entryPoints })],
  [
    "package-verbs",
    "packages/sessions/package.json",
    JSON.stringify({
      exports: entryPoints,
      files: ["dist"],
      scripts: { build: "", typecheck: "", lint: "", test: "" },
    }),
  ],
  ["package-records", "packages/sessions/README.md", "Sessions."],
  ["package-records", "packages/fresh/src/fresh.ts", "/** Fresh. */\nexport const fresh = 1;"],
  ["plain-words", COMMAND, '/** Ends it. */\nexport const endSession = "The request was refused.";'],
  ["plain-words", "packages/sessions/src/commands/Verdict.ts", "/** One. */\nexport type Verdict = 1;"],
  ["plain-words", COMMAND, "/** Ends it for whoever calls. */\nexport const endSession = 1;"],
  ["plain-words", COMMAND, "/** Ends it. */\nexport const endSession = 1; // Nothing but a number."],
  ["plain-words", TEST, 'test("a ping is answered", () => {});'],
  ["plain-words", TEST, 'test.each([\n  ["a lost answer", 1],\n])("%s fails", () => {});'],
  ["plain-words", TEST, "export function createScene() {}"],
  ["plain-words", "scripts/measure.ts", "/** Tells the time. */\nexport const measure = 1;"],
  ["plain-words", "spec/paths/sign-ins.yaml", "summary: Close the door"],
  ["plain-words", "docs/guides/operators.md", "A server holds each answer against the document."],
  [
    "small-ports",
    "packages/sessions/src/ports/Store.ts",
    `/** Keeps. */\nexport interface Store {\n${["a", "b", "c", "d", "e", "f", "g", "h"].map((name) => `  ${name}(): void;`).join("\n")}\n}`,
  ],
  [
    "store-loops",
    COMMAND,
    "/** Ends it. */\nexport async function endSession() {\n  for (const id of ids) {\n    await store.take(id);\n  }\n}",
  ],
  ["suppressions", TEST, 'test("a", () => {\n  // @ts-expect-error\n  ping();\n});'],
  ["test-names", TEST, 'test("it should respond", () => {});'],
  ["test-names", TEST, 'describe("a", () => {});\ndescribe("b", () => {});'],
  ["test-state", TEST, "beforeEach(() => {});"],
  ["test-inputs", TEST, 'import { attack } from "../../../../scripts/attack/attack.ts";'],
  ["todos", COMMAND, `/** Ends it. */\nexport function endSession(): void {\n  // ${"TO"}DO: end it\n}`],
  [
    "used-exports",
    COMMAND,
    "/** Ends it. */\nexport const endSession = 1;\n/** Ends all. */\nexport const endAll = 2;",
  ],
  ["type-tests", "packages/sessions/src/index.ts", "/** A box. */\nexport type Box<T> = T;"],
];

function breachesOf(changes: Readonly<Record<string, string>>): readonly string[] {
  const tree = createSourceTree(new Map(Object.entries({ ...SOUND, ...changes })));
  return houseRules.flatMap(({ name, find }) =>
    find(tree).map(({ where }) => `${name} ${where.replace(/:\d+$/, "")}`),
  );
}

test("sound files break no rule", () => {
  expect(breachesOf({})).toEqual([]);
});

test.each(faults)("a breach of %s in %s is found, and blamed on this rule alone", (rule, path, text) => {
  const found = breachesOf({ [path]: text });
  expect(found).not.toEqual([]);
  for (const breach of found) expect(breach).toContain(`${rule} `);
  expect(found.some((breach) => path.startsWith(breach.replace(`${rule} `, "")))).toBe(true);
});

test("an entry point of a package may export names that no other file imports", () => {
  const exports = {
    "./rules": { "@gatehouse/source": "./src/rules.ts", types: "./a.d.ts", default: "./a.js" },
  };
  const text = "/** Ends it. */\nexport const endAll = 2;";
  const breachesWith = (offered: object) =>
    breachesOf({
      "packages/sessions/package.json": JSON.stringify({ scripts, exports: { ...entryPoints, ...offered } }),
      "packages/sessions/src/rules.ts": text,
    });
  expect(breachesWith(exports)).toEqual([]);
  expect(breachesWith({})).toEqual(["used-exports packages/sessions/src/rules.ts"]);
});

test("values that are stored, names in code format and records of decisions keep their words", () => {
  const texts = {
    "docs/guides/observability.md": "`result` is `accepted` or `refused`.",
    "docs/adr/0004-one.md": "The verdict is final.",
    "spec/paths/sign-ins.yaml": "- check: valid-refused",
    [COMMAND]: `/** Ends it: \`refused\` is stored. */\nexport const endSession = () => ["refused", "a code"];`,
    "packages/sessions/src/inPlaceNodes.ts": "/** The nodes. */\nexport const inPlaceNodes = 1;",
  };
  expect(breachesOf(texts)).toEqual([]);
});

test("every rule has a planted breach, a name of its own and advice in whole sentences", () => {
  const names = houseRules.map(({ name }) => name);
  expect([...new Set(faults.map(([rule]) => rule))].sort()).toEqual([...names].sort());
  for (const { advice } of houseRules) expect(advice).toMatch(/^[A-Z].{20,}\.$|^[A-Z].+`$/);
});

test("the figures of a package count files, lines, imports and the longest chain of loaded files", () => {
  const texts = {
    "packages/client/src/index.ts": 'export { one } from "./one.ts";\n',
    "packages/client/src/one.ts":
      'import { two } from "./two.ts";\nimport type { Three } from "./three.ts";\n',
    "packages/client/src/two.ts": 'import { one } from "./one.ts";\n',
    "packages/client/src/three.ts": "export type Three = 3;\n",
  };
  const figures = packageFigures(createSourceTree(new Map(Object.entries(texts))));
  expect(figures).toEqual([
    {
      folder: "packages/client",
      files: 4,
      lines: 5,
      filesPerThousandLines: (4 / 5) * 1000,
      importsPerHundredLines: (3 / 5) * 100,
      longestChain: 3,
      chain: ["src/index.ts", "src/one.ts", "src/two.ts"],
    },
  ]);
  expect(renderFigures(figures)).toMatch(/^package .+ longest chain\npackages\/client .+ 3\n$/);
  expect(renderChains(figures)).toBe("packages/client\n  src/index.ts\n  src/one.ts\n  src/two.ts\n");
});
