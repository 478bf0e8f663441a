import { expect, test } from "vitest";
import {
  type GroupResult,
  hasSuites,
  listFiles,
  readGroups,
  type SuiteGroup,
  startSuiteServer,
} from "./support/schemaSuite.ts";

const isThere = await hasSuites();

/** What is not read, and so rejected when a document is loaded (docs/guides/schemas.md). */
const LIMITS = [
  /json-schema\.org\/draft\/2020-12\/schema" has no target/,
  /^The default .* does not conform to its own schema/,
  /written in the dialect .*only JSON Schema 2020-12 is read/,
];

/** OpenAPI asserts formats (its format registry), where JSON Schema alone only annotates by them. */
const ONLY_ANNOTATES = /is only an annotation by default$/;

/** Cases of the optional part with another result, with the reason. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [
    /punycode\) host names|internationalized host names/,
    "contextual rules of RFC 5892, appendix A, and RFC 5893",
  ],
  [
    /^(single|multiple) (schema )?depend|^boolean subschemas|dependencies with escaped/,
    "a keyword of draft 7",
  ],
  [/\$id inside an unknown keyword/, "an `$id` counts in every part of a file"],
];

async function runAll(folders: readonly string[], openapi: string): Promise<readonly GroupResult[]> {
  await using server = await startSuiteServer();
  const results: GroupResult[] = [];
  for (const file of (await Promise.all(folders.map(listFiles))).flat()) {
    for (const group of await readGroups(file)) results.push(await server.run(withoutPolicy(group), openapi));
  }
  return results;
}

function withoutPolicy(group: SuiteGroup): SuiteGroup {
  return { ...group, tests: group.tests.filter(({ description }) => !ONLY_ANNOTATES.test(description)) };
}

function casesOf(results: readonly GroupResult[]): number {
  return results.reduce((sum, { cases }) => sum + cases, 0);
}

test.skipIf(!isThere)(
  "JSON Schema 2020-12: every required case gives the expected result in both directions",
  async () => {
    const results = await runAll(["draft2020-12"], "3.1.1");
    const rejected = results.filter((result) => result.rejected !== undefined);
    expect(results.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(rejected.filter((result) => !LIMITS.some((limit) => limit.test(result.rejected ?? "")))).toEqual(
      [],
    );
    expect(casesOf(results)).toBeGreaterThan(2_500);
    expect(casesOf(rejected) / casesOf(results)).toBeLessThan(0.03);
  },
);

test.skipIf(!isThere)(
  "JSON Schema 2020-12: optional cases and formats give the expected result, or are listed as exceptions",
  async () => {
    const results = await runAll(["draft2020-12/optional", "draft2020-12/optional/format"], "3.1.1");
    const wrong = results.flatMap((result) =>
      result.wrong.map((text) => text.replace(/^(request|response): /, "")),
    );
    expect(wrong.filter((text) => !KNOWN.some(([known]) => known.test(text)))).toEqual([]);
    expect(wrong.length / casesOf(results)).toBeLessThan(0.06);
  },
);

test.skipIf(!isThere)(
  "JSON Schema draft 4: the cases that OpenAPI 3.0 can express give the expected result",
  async () => {
    const results = await runAll(["draft4"], "3.0.4");
    const read = results.filter(({ rejected }) => rejected === undefined);
    expect(read.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(casesOf(read)).toBeGreaterThan(500);
  },
);
