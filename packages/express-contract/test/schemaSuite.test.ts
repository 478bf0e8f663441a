import type { AddressInfo } from "node:net";
import { type Contract, ContractError, loadContract } from "@gatehouse/contract";
import express from "express";
import { expect, test } from "vitest";
import {
  hasSuites,
  listFiles,
  readGroups,
  type SuiteGroup,
  type SuiteServer,
  startSuiteServer,
} from "../../contract/test/support/schemaSuite.ts";
import { createResponseGuard, type ResponseViolationError } from "../src/index.ts";
import { createOpenRouter, type OpenHandler } from "./fixtures/createOpenRouter.ts";

/** A group of the suite with the address of its schema. */
interface Published {
  readonly group: SuiteGroup;
  readonly address: string;
}

const CHUNK_LENGTH = 60;
const AT_ONCE = 4;

/** Groups with addresses of their own may share them, and cannot stand in one document. */
function chunksOf(groups: readonly Published[]): readonly (readonly Published[])[] {
  const isAlone = ({ group }: Published) => /"\$?id":/.test(JSON.stringify(group.schema));
  const others = groups.filter((one) => !isAlone(one));
  const count = Math.ceil(others.length / CHUNK_LENGTH);
  const chunks = Array.from({ length: count }, (_, index) =>
    others.slice(index * CHUNK_LENGTH, (index + 1) * CHUNK_LENGTH),
  );
  return [...chunks, ...groups.filter(isAlone).map((one) => [one])];
}

/** For each schema an operation that takes it, and one that sends it. */
function documentOf(openapi: string, chunk: readonly Published[]): object {
  const content = (schema: object) => ({ "application/json": { schema } });
  const responses = { default: { description: "d", content: content({}) } };
  const paths = chunk.flatMap(({ address }, index) => {
    const requestBody = { required: true, content: content({ $ref: address }) };
    const checked = { ...responses, 200: { description: "d", content: content({ $ref: address }) } };
    const which = { name: "case", in: "query", required: true, schema: { type: "integer" } };
    return [
      [`/request/${index}`, { post: { operationId: `request${index}`, requestBody, responses } }],
      [
        `/response/${index}`,
        { get: { operationId: `response${index}`, parameters: [which], responses: checked } },
      ],
    ];
  });
  return { openapi, info: { title: "Suite", version: "1" }, paths: Object.fromEntries(paths) };
}

interface Outcome {
  readonly wrong: string[];
  readonly rejected: string[];
  cases: number;
  rejectedCases: number;
}

async function load(openapi: string, chunk: readonly Published[]): Promise<Contract | ContractError> {
  try {
    return await loadContract(documentOf(openapi, chunk));
  } catch (error) {
    if (error instanceof ContractError) return error;
    throw error;
  }
}

/** Serves a chunk; without the schemas that the loader rejects on their own, if it rejects them together. */
async function runChunk(openapi: string, chunk: readonly Published[], outcome: Outcome): Promise<void> {
  const whole = await load(openapi, chunk);
  if (!(whole instanceof ContractError)) return serve(whole, chunk, outcome);
  const accepted: Published[] = [];
  for (const one of chunk) {
    const alone = chunk.length === 1 ? whole : await load(openapi, [one]);
    if (!(alone instanceof ContractError)) {
      accepted.push(one);
      continue;
    }
    outcome.rejected.push(alone.problems.map(({ message }) => message).join(" "));
    outcome.rejectedCases += one.group.tests.length * 2;
  }
  if (accepted.length === 0) return;
  await serve(await loadContract(documentOf(openapi, accepted)), accepted, outcome);
}

/** Makes the router of a chunk: each operation hands back what it was sent, or the value that is asked for. */
function createSuiteRouter(contract: Contract, chunk: readonly Published[]) {
  const operations = chunk.flatMap(({ group }, index): [string, OpenHandler][] => [
    [`request${index}`, () => ({ status: 200, body: true })],
    [
      `response${index}`,
      ({ parameters }) => ({ status: 200, body: group.tests[Number(parameters.query.case)]?.data }),
    ],
  ]);
  const responseGuard = createResponseGuard({ contract, mode: "enforce", onFinding: () => undefined });
  return createOpenRouter(contract, Object.fromEntries(operations), {
    responseGuard,
    errorResponse: ({ error }) => {
      const { code = error.code, differences = [] } = Object(error.cause) as Partial<ResponseViolationError>;
      // The guard reports what a document does not name, also where JSON Schema lets it pass.
      const isExcess =
        differences.length > 0 && differences.every(({ kind }) => kind === "unlisted-property");
      return { status: error.status, body: { code: isExcess ? "EXCESS" : code } };
    },
  }).router;
}

async function serve(contract: Contract, chunk: readonly Published[], outcome: Outcome): Promise<void> {
  const server = express()
    .disable("x-powered-by")
    .use(createSuiteRouter(contract, chunk))
    .listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cases = chunk.flatMap(({ group }, index) =>
    group.tests.flatMap(({ data, valid, description }, number) => {
      // No request may hold this key, with any schema (`parseJsonText`).
      const isProto = JSON.stringify(data).includes('"__proto__":');
      const title = `${group.description}: ${description}`;
      const post = {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(data),
      };
      return [
        {
          path: `request/${index}`,
          init: post,
          title,
          want: isProto ? "400 MALFORMED_BODY" : valid ? "200" : "400 INVALID_REQUEST",
        },
        { path: `response/${index}?case=${number}`, title, want: valid ? "200" : "500 RESPONSE_VIOLATION" },
      ];
    }),
  );
  const decide = async ({ path, init, title, want }: (typeof cases)[number]): Promise<void> => {
    const response = await fetch(`${origin}/${path}`, init);
    const body: unknown = await response.json();
    const { code } = Object(body) as { readonly code?: string };
    const got = response.status === 200 || code === "EXCESS" ? "200" : `${response.status} ${code}`;
    if (got !== want) outcome.wrong.push(`${path.replace(/\/.*/, "")}: ${title}: ${got}`);
  };
  const waiting = cases.values();
  const work = async () => {
    for (const one of waiting) await decide(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  outcome.cases += cases.length;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

async function run(folder: string, openapi: string): Promise<Outcome> {
  await using server: SuiteServer = await startSuiteServer();
  const outcome: Outcome = { wrong: [], rejected: [], cases: 0, rejectedCases: 0 };
  const groups = (await Promise.all((await listFiles(folder)).map(readGroups))).flat().map((group) => ({
    group: { ...group, tests: group.tests.filter(({ description }) => !ONLY_ANNOTATES.test(description)) },
    address: server.publish(group),
  }));
  for (const chunk of chunksOf(groups)) await runChunk(openapi, chunk, outcome);
  return outcome;
}

/** OpenAPI asserts formats (its format registry), where JSON Schema alone only annotates by them. */
const ONLY_ANNOTATES = /is only an annotation by default$/;

/** What is not read, and so rejected when a document is loaded (docs/guides/schemas.md). */
const LIMITS = [
  /json-schema\.org\/draft\/2020-12\/schema" has no target/,
  /^The default .* does not conform to its own schema/,
  /written in the dialect .*only JSON Schema 2020-12 is read/,
];

const isThere = await hasSuites();

test.skipIf(!isThere)(
  "the required cases of JSON Schema 2020-12 give the expected result through the router",
  async () => {
    const { wrong, rejected, cases, rejectedCases } = await run("draft2020-12", "3.1.1");
    expect(wrong).toEqual([]);
    expect(rejected.filter((text) => !LIMITS.some((limit) => limit.test(text)))).toEqual([]);
    expect(cases).toBeGreaterThan(2_500);
    expect(rejectedCases / (cases + rejectedCases)).toBeLessThan(0.03);
  },
);

test.skipIf(!isThere)(
  "the cases of draft 4 that OpenAPI 3.0 can express give the expected result through the router",
  async () => {
    const { wrong, cases } = await run("draft4", "3.0.4");
    expect(wrong).toEqual([]);
    expect(cases).toBeGreaterThan(500);
  },
);
