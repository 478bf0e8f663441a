import { readdir, readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import {
  type Contract,
  ContractError,
  type JsonValue,
  loadContract,
  schemaValidators,
} from "../../src/index.ts";
import { explainViolations } from "../../src/schema/explainViolations.ts";

/** The suites of others, beside the checkout. */
export const SUITES = new URL("../../../../../shared/suites/", import.meta.url);

/** Whether the suites are there. They must be on the machines that decide about a change. */
export async function hasSuites(): Promise<boolean> {
  const isThere = await stat(SUITES).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isThere && process.env.CI !== undefined) throw new Error(`the suites are missing: ${SUITES.pathname}`);
  return isThere;
}

/** A schema with values, each of which conforms to it or not. */
export interface SuiteGroup {
  readonly description: string;
  readonly schema: JsonValue;
  readonly tests: readonly {
    readonly description: string;
    readonly data: JsonValue;
    readonly valid: boolean;
  }[];
}

/** The groups of one file of the JSON Schema Test Suite. */
export async function readGroups(file: string): Promise<readonly SuiteGroup[]> {
  return JSON.parse(await readFile(new URL(`json-schema/${file}`, SUITES), "utf8")) as SuiteGroup[];
}

/** The names of the files of a folder of the suite, relative to the suite. */
export async function listFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(new URL(`json-schema/${folder}/`, SUITES));
  return names.filter((name) => name.endsWith(".json")).map((name) => join(folder, name));
}

/** What came of a group: the cases that were decided wrongly, or why its schema was rejected. */
export interface GroupResult {
  readonly wrong: readonly string[];
  readonly cases: number;
  readonly rejected: string | undefined;
}

/** Serves the schemas of a suite and the remote ones that they refer to. */
export interface SuiteServer extends AsyncDisposable {
  /** Serves the schema of a group under an address of its own. */
  publish(group: SuiteGroup): string;
  /** Loads a schema as a request body and as a response body, and asks both validators about every value. */
  run(group: SuiteGroup, openapi: string): Promise<GroupResult>;
}

/** Starts a server for the files that schemas of the suite refer to. */
export async function startSuiteServer(): Promise<SuiteServer> {
  const schemas = new Map<string, string>();
  const server = createServer(async (request, response) => {
    const path = request.url ?? "/";
    const remote = () =>
      readFile(new URL(`json-schema/remotes${path}`, SUITES), "utf8").catch(() => undefined);
    const text = schemas.get(path) ?? (await remote());
    response.writeHead(text === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(text?.replaceAll("http://localhost:1234", address));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const publish = ({ schema }: SuiteGroup): string => {
    const path = `/suite/${schemas.size}.json`;
    // The meta-schema is on no machine of a test; what refers to it is rejected, and so not decided wrongly.
    const text = JSON.stringify(schema).replaceAll(
      '"$ref":"https://json-schema.org/',
      `"$ref":"${address}/json-schema.org/`,
    );
    schemas.set(path, text);
    return address + path;
  };
  return {
    publish,
    run: (group, openapi) => runGroup(group, documentOf(openapi, publish(group))),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function documentOf(openapi: string, address: string): object {
  const content = { "application/json": { schema: { $ref: address } } };
  const responses = { "200": { description: "d", content } };
  const operation = { operationId: "send", requestBody: { content }, responses };
  return { openapi, info: { title: "Suite", version: "1" }, paths: { "/": { post: operation } } };
}

const POINTERS = {
  request: "/paths/~1/post/requestBody/content/application~1json/schema",
  response: "/paths/~1/post/responses/200/content/application~1json/schema",
} as const;

async function runGroup(group: SuiteGroup, document: object): Promise<GroupResult> {
  const cases = group.tests.length * 2;
  try {
    const contract = await loadContract(document);
    const wrong = [...decide(contract, group, "request"), ...decide(contract, group, "response")];
    return { wrong, cases, rejected: undefined };
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return { wrong: [], cases, rejected: error.problems.map(({ message }) => message).join(" ") };
  }
}

function decide(contract: Contract, group: SuiteGroup, direction: "request" | "response"): readonly string[] {
  const validators = schemaValidators(contract, direction);
  return group.tests.flatMap(({ description, data, valid }) => {
    const isValid = validators.isValid(POINTERS[direction], data);
    const violations = explainViolations(validators, POINTERS[direction], data);
    const isRight = isValid === valid && (violations.length === 0) === valid;
    return isRight ? [] : [`${direction}: ${group.description}: ${description}`];
  });
}
