import { join } from "node:path";
import { type Contract, loadContract } from "@gatehouse/contract";
import { expect, test } from "vitest";
import type { Plain } from "../../../scripts/fixtures/documents.ts";
import { writeFiles } from "../../../scripts/fixtures/writeFiles.ts";
import {
  coverage,
  describeExchange,
  openExchangeFile,
  type RecordedExchange,
  renderCoverage,
} from "../src/index.ts";

const NOW = new Date("2026-06-15T12:00:00Z");
const json = "application/json";

function shop(waivers: unknown = [], key = "x-waivers"): Plain {
  const schema = { type: "object" };
  return {
    openapi: "3.1.0",
    info: { title: "Shop", version: "1" },
    paths: {
      "/orders/{id}": {
        put: {
          operationId: "putOrder",
          security: [{ key: [] }, { basic: [], key: [] }, {}],
          parameters: [
            { name: "id", in: "path", required: true, schema: {} },
            { name: "dry", in: "query", schema: {} },
            { name: "filter", in: "query", style: "deepObject", schema: { type: "object" } },
          ],
          requestBody: {
            content: { [json]: { schema, examples: { small: { value: { n: 1 } } } }, "text/*": {} },
          },
          responses: {
            "200": {
              description: "d",
              headers: { "X-Rate": { schema: {} } },
              content: { [json]: { schema, examples: { done: { value: { id: "a", ok: true } } } } },
            },
            "4XX": { description: "d" },
          },
          "x-contract-wildcards": ["/body/id"],
          [key]: waivers,
        },
      },
    },
    components: {
      securitySchemes: {
        key: { type: "apiKey", in: "header", name: "X-Key" },
        basic: { type: "http", scheme: "basic" },
      },
    },
  };
}

interface Exchanged {
  readonly target?: string;
  readonly sent?: Record<string, string>;
  readonly body?: string;
  readonly status?: number;
  readonly got?: Record<string, string>;
  readonly responseBody?: string;
}

function exchange(contract: Contract, exchanged: Exchanged): RecordedExchange {
  const operation = contract.operations.get("putOrder");
  if (operation === undefined) throw new Error("the shop has no putOrder");
  const { target = "/orders/1", sent = {}, body, status = 200, got = {}, responseBody } = exchanged;
  return describeExchange(
    operation,
    { method: "PUT", target, headers: sent, body },
    { status, headers: got, body: responseBody },
  );
}

const everything: Readonly<Record<string, Exchanged>> = {
  plain: {
    sent: { "X-Key": "k", "content-type": json },
    body: '{"n":1}',
    got: { "content-type": json, "x-rate": "1" },
    responseBody: '{"id":"zz","ok":true}',
  },
  both: { sent: { "x-key": "k", authorization: "Basic abc" }, target: "/orders/1?dry=1&filter[a]=b" },
  anonymous: { sent: { "content-type": "text/csv" }, body: "a" },
  rejected: { status: 404, sent: { "x-key": "k" } },
};

function cover(contract: Contract, exchanged: readonly Exchanged[]) {
  return coverage(
    contract,
    exchanged.map((one) => exchange(contract, one)),
    { now: NOW },
  );
}

test("the promises of a document are cells, each with its location", async () => {
  const report = cover(await loadContract(shop()), []);
  expect(report.cells.map(({ kind, name }) => `${kind}: ${name}`)).toEqual([
    "status: 200",
    "media-type: 200 media type application/json",
    "response-example: 200 example done",
    "response-header: 200 header x-rate",
    "status: 4XX",
    "security: security key",
    "security: security basic + key",
    "security: security anonymous",
    "parameter: path id present",
    "parameter: query dry present",
    "parameter: query dry absent",
    "parameter: query filter present",
    "parameter: query filter absent",
    "request-media-type: request media type application/json",
    "request-example: request example small",
    "request-media-type: request media type text/*",
  ]);
  expect(report).toMatchObject({ percent: 0, isComplete: false, problems: [] });
});

test("exchanges that exercise every cell make the coverage complete", async () => {
  const report = cover(await loadContract(shop()), Object.values(everything));
  expect(report.cells.filter(({ state }) => state !== "shown")).toEqual([]);
  expect(report).toMatchObject({ percent: 100, isComplete: true });
});

test.for([
  [
    "plain",
    [
      "200 media type application/json",
      "200 example done",
      "200 header x-rate",
      "security key",
      "request media type application/json",
      "request example small",
    ],
  ],
  ["both", ["security basic + key", "query dry present", "query filter present"]],
  ["anonymous", ["security anonymous", "request media type text/*"]],
  ["rejected", ["4XX"]],
] as const)("without the exchange %s the cells that only it exercised are missing", async ([left, want]) => {
  const exchanged = Object.entries(everything).flatMap(([name, one]) => (name === left ? [] : [one]));
  const report = cover(await loadContract(shop()), exchanged);
  expect(report.cells.filter(({ state }) => state === "missing").map(({ name }) => name)).toEqual(want);
  expect(report.isComplete).toBe(false);
  expect(report.percent).toBeLessThan(100);
});

test("a rejected credential exercises no security alternative", async () => {
  const report = cover(await loadContract(shop()), [{ sent: { "x-key": "k" }, status: 401 }]);
  expect(report.cells.find(({ name }) => name === "security key")?.state).toBe("missing");
});

const waiver = (cell: string, expires = "2026-06-15", reason = "no such client yet") => ({
  cell,
  expires,
  owner: "shop team",
  reason,
});

test("a waiver excludes its cell; that of a status also excludes the cells of the status", async () => {
  const contract = await loadContract(shop([waiver("200"), waiver("security anonymous")]));
  const report = cover(
    contract,
    [everything.both ?? {}, everything.rejected ?? {}].map((one) => ({ ...one, status: 404 })),
  );
  expect(report.cells.filter(({ state }) => state === "waived").map(({ name }) => name)).toEqual([
    "200",
    "200 media type application/json",
    "200 example done",
    "200 header x-rate",
    "security anonymous",
  ]);
});

test("waivers under the earlier key need no owner, and waivers of checks do not apply to the coverage", async () => {
  const { rejected: _, ...shown } = everything;
  const old = { cell: "4XX", reason: "no such client yet", expires: "2026-06-15" };
  const earlier = cover(await loadContract(shop([old], "x-contract-waivers")), Object.values(shown));
  expect(earlier).toMatchObject({ problems: [], isComplete: true });
  const check = { check: "valid-refused", reason: "known", owner: "shop team", expires: "2026-06-15" };
  const both = cover(await loadContract(shop([waiver("4XX"), check])), Object.values(shown));
  expect(both).toMatchObject({ problems: [], isComplete: true });
});

test("waivers that are not a list fail the coverage, with their pointer", async () => {
  const { rejected: _, ...shown } = everything;
  const report = cover(await loadContract(shop(waiver("4XX"))), Object.values(shown));
  expect(report.problems).toMatchObject([
    { kind: "malformed", message: '"x-waivers" is a list of waivers; write each one as an entry of it.' },
  ]);
  expect(report.problems[0]?.pointer).toBe("/paths/~1orders~1{id}/put/x-waivers");
});

test.for([
  [
    "a waiver past its day",
    waiver("4XX", "2026-06-14"),
    "expired",
    'The waiver of "4XX" ended on 2026-06-14. Write the test.',
  ],
  ["a waiver of what tests show", waiver("200"), "needless", 'The tests show "200". Remove the waiver.'],
  ["a waiver of nothing", waiver("201"), "needless", 'The operation has no cell "201". Remove the waiver.'],
  [
    "a waiver without reason",
    waiver("4XX", "2027-01-01", " "),
    "malformed",
    'A waiver has "check" or "cell", "reason", "owner" and "expires", a day like 2027-01-31, all as text.',
  ],
  [
    "a waiver without owner",
    { cell: "4XX", reason: "no such client yet", expires: "2027-01-01" },
    "malformed",
    'A waiver has "check" or "cell", "reason", "owner" and "expires", a day like 2027-01-31, all as text.',
  ],
  [
    "a waiver until no day",
    waiver("4XX", "2027-02-30"),
    "malformed",
    'A waiver has "check" or "cell", "reason", "owner" and "expires", a day like 2027-01-31, all as text.',
  ],
  [
    "a waiver that is text",
    "4XX",
    "malformed",
    'A waiver has "check" or "cell", "reason", "owner" and "expires", a day like 2027-01-31, all as text.',
  ],
] as const)("%s fails the coverage", async ([, entry, kind, message]) => {
  const { rejected: _, ...shown } = everything;
  const report = cover(await loadContract(shop([entry])), Object.values(shown));
  expect(report.problems).toMatchObject([
    { kind, message, pointer: "/paths/~1orders~1{id}/put/x-waivers/0" },
  ]);
  expect(report.isComplete).toBe(false);
});

test("a waiver of the review in the list of an operation does not apply to the coverage", async () => {
  const entry = { finding: "0123456789ab", reason: "r", owner: "o", expires: "2027-01-31" };
  const { rejected: _, ...shown } = everything;
  const report = cover(await loadContract(shop([entry, waiver("4XX")])), Object.values(shown));
  expect(report.problems).toEqual([]);
});

test("the table shows operations by column, and below it what is missing and waived", async () => {
  const contract = await loadContract(shop([waiver("4XX")]));
  const { plain = {}, both = {} } = everything;
  expect(
    renderCoverage(cover(contract, [plain, both])),
  ).toBe(`operation  status  media type  header  security  parameter  request  example
putOrder    1/1+1         1/1     1/1       2/3        5/5      1/2      2/2

Not shown by any test:
  putOrder  security anonymous  (document):1:1
  putOrder  request media type text/*  (document):1:1

Waived:
  putOrder  4XX  (document):1:1  until 2026-06-15 (shop team): no such client yet

Contract coverage: 86.6 % of 16 cells, 2 missing, 0 waivers to mend.`);
});

test("a removed test lowers the cells that it exercised, also where other tests exercise them", async () => {
  const contract = await loadContract(shop());
  const exchanged = Object.entries(everything).flatMap(([name, one]) => [
    { ...exchange(contract, one), test: name },
    { ...exchange(contract, one), test: `${name} again` },
  ]);
  const full = coverage(contract, exchanged, { now: NOW });
  const floor = {
    putOrder: Object.fromEntries(full.cells.map(({ name, tests }) => [name, tests])),
  };
  expect(coverage(contract, exchanged, { now: NOW, floor })).toMatchObject({ lowered: [], isComplete: true });
  for (const left of new Set(exchanged.map(({ test }) => test))) {
    const rest = exchanged.filter(({ test }) => test !== left);
    const report = coverage(contract, rest, { now: NOW, floor });
    expect(report.lowered.length, left).toBeGreaterThan(0);
    expect(report).toMatchObject({ percent: 100, isComplete: false });
  }
  const report = coverage(contract, exchanged.slice(1), { now: NOW, floor });
  expect(renderCoverage(report)).toContain(`
Shown by fewer tests than before:
  putOrder  200  (document):1:1  5 of 6
`);
  expect(renderCoverage(report)).toMatch(/0 missing, 10 lowered, 0 waivers to mend\.$/);
});

test("several writers add to one file, and readers skip half a line", async () => {
  const contract = await loadContract(shop());
  const operation = contract.operations.get("putOrder");
  if (operation === undefined) throw new Error("the shop has no putOrder");
  await using files = await writeFiles({});
  const path = join(files.folder, "deep/exchanges.jsonl");
  const request = { method: "PUT", target: "/orders/1", headers: [["X-Key", "k"]] as const };
  const [one, other] = [openExchangeFile(path), openExchangeFile(path)];
  expect(one.read()).toEqual([]);
  one.record(operation, request, { status: 200, headers: {}, body: undefined });
  one.record(operation, request, { status: 200, headers: {}, body: undefined });
  other.record(operation, request, { status: 404, headers: {}, body: undefined });
  const { appendFile } = await import("node:fs/promises");
  await appendFile(path, '{"operationId": "put');
  expect(one.read().map(({ status, credentials }) => `${status} ${credentials}`)).toEqual([
    "200 key",
    "404 key",
  ]);
  one.clear();
  expect(other.read()).toEqual([]);
});
