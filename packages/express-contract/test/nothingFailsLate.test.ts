import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import {
  bodyKind,
  type Contract,
  ContractError,
  childPointer,
  loadContract,
  type MediaType,
  type Operation,
  schemaValidators,
} from "@gatehouse/contract";
import { expect, test } from "vitest";
import { writeFiles } from "../../../scripts/fixtures/writeFiles.ts";
import { hasSuites, SUITES } from "../../contract/test/support/schemaSuite.ts";
import { animalsDocument } from "../../contract-testing/test/check/support/animalsDocument.ts";
import { thingsDocument } from "../../contract-testing/test/check/support/thingsDocument.ts";
import { ContractBindingError } from "../src/index.ts";
import { createSubject } from "./differential/createSubject.ts";
import type { RawRequest } from "./differential/RawRequest.ts";

const ROOT = new URL("../../../", import.meta.url);

/** The documents of a folder, as far as they load. */
async function documentsOf(folder: URL, pick: RegExp): Promise<readonly URL[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => pick.test(name)).map((name) => new URL(name, folder));
}

const BOUNDARY = "xYz";
const PARTS = ["a", "name"].map(
  (name) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n1\r\n`,
);
const BODIES: Readonly<Record<string, readonly string[]>> = {
  json: ['{"a":{"b":[1,null,"x"]}}', "[{},1]", '"text"', "12345678901234567890", "null"],
  form: ["", "a=1&b=2&b=3&c[d]=4", "a=%7B%7D"],
  multipart: [`${PARTS.join("")}--${BOUNDARY}--\r\n`],
  text: ["", "text", "1"],
  bytes: ["text"],
};

/** Requests that make the router read each part of an operation once. */
function requestsTo(operation: Operation): readonly RawRequest[] {
  const path = operation.path.replace(/\{[^{}]*\}/g, "1");
  const [base = ""] = operation.basePaths;
  const names = operation.parameters.map(({ name }) => encodeURIComponent(name));
  const query = names.map((name) => `${name}=1&${name}[a]=b`).join("&");
  const headers = Object.fromEntries(
    operation.parameters.filter((one) => one.in === "header").map(({ name }) => [name.toLowerCase(), "1,2"]),
  );
  const cookie = names.map((name) => `${name}=1`).join("; ");
  const method = operation.method.toUpperCase();
  const plain: RawRequest = {
    method,
    url: `${base}${path}?${query}`,
    headers: { ...headers, cookie },
    body: undefined,
  };
  const withBodies = [...(operation.requestBody?.content.values() ?? [])].flatMap((mediaType) =>
    bodiesOf(mediaType).map((body) => ({
      ...plain,
      ...body,
      headers: { ...plain.headers, ...body.headers },
    })),
  );
  return [plain, ...withBodies];
}

function bodiesOf({ mediaRange }: MediaType) {
  const type = mediaRange.replace(/^\*\/\*/, "application/octet-stream").replace("/*", "/x-any");
  const essence = type.split(";", 1)[0] ?? "";
  const contentType = essence === "multipart/form-data" ? `${type}; boundary=${BOUNDARY}` : type;
  return (BODIES[bodyKind(essence)] ?? []).map((body) => ({
    headers: { "content-type": contentType },
    body: Buffer.from(body),
  }));
}

/** Compiles every schema of the responses, and reads requests to each operation. */
async function failuresOf(contract: Contract): Promise<readonly string[]> {
  const validators = schemaValidators(contract, "response");
  const ask = createSubject(contract);
  const failures: string[] = [];
  for (const operation of contract.operations.values()) {
    for (const { headers, content } of operation.responses.values()) {
      for (const { pointer, schema } of [...content.values(), ...headers.values()])
        if (schema !== undefined) validators.isValid(childPointer(pointer, "schema"), { a: [1] });
    }
    for (const request of requestsTo(operation)) {
      const result = await ask(request);
      if (!result.accepted && result.status === 500) failures.push(`${operation.id}: ${result.reason}`);
    }
  }
  return failures;
}

/** The document in one file, without security. */
async function loadWithoutSecurity(source: URL | object): Promise<Contract | undefined> {
  try {
    const { document } = await loadContract(source instanceof URL ? fileURLToPath(source) : source);
    const copy = JSON.parse(
      JSON.stringify(document, (key, value) => (key === "security" ? undefined : value)),
    );
    return await loadContract({ ...copy, "x-unrouted-responses": undefined });
  } catch (error) {
    if (error instanceof ContractError) return undefined;
    throw error;
  }
}

/** What is found at a request, although the router was made. */
async function lateFailures(sources: readonly (URL | object)[]) {
  const found: string[] = [];
  let served = 0;
  for (const source of sources) {
    const contract = await loadWithoutSecurity(source);
    if (contract === undefined) continue;
    try {
      const failures = await failuresOf(contract);
      served += 1;
      found.push(
        ...failures.map((text) => `${source instanceof URL ? source.pathname : "document"} ${text}`),
      );
    } catch (error) {
      // Problems that the router reports when it is made.
      if (!(error instanceof ContractError || error instanceof ContractBindingError)) throw error;
    }
  }
  return { found, served };
}

test("no request makes the router of our documents fail", async () => {
  const folders = [new URL("packages/express-contract/", ROOT), new URL("packages/contract/", ROOT)];
  const files = (await Promise.all(folders.map((one) => documentsOf(one, /^test\/.*\.yaml$/)))).flat();
  const documents = [new URL("spec/openapi.yaml", ROOT), ...files, thingsDocument, animalsDocument];
  const { found, served } = await lateFailures(documents);
  expect(found).toEqual([]);
  expect(served).toBeGreaterThanOrEqual(5);
});

test("no request makes the router of the review's corpus fail", async () => {
  const corpus = await documentsOf(new URL("packages/spec-review/corpus/", ROOT), /head\.yaml$/);
  const { found, served } = await lateFailures(corpus);
  expect(found).toEqual([]);
  expect(served).toBeGreaterThan(corpus.length / 2);
});

test.skipIf(!(await hasSuites()))("no request makes the router of OpenAPI's own documents fail", async () => {
  const { found, served } = await lateFailures(
    await documentsOf(new URL("openapi-documents/", SUITES), /\.yaml$/),
  );
  expect(found).toEqual([]);
  expect(served).toBeGreaterThan(40);
});

function thousandOperations(): string {
  const numbers = Array.from({ length: 1_000 }, (_, index) => index);
  const paths = numbers.map(
    (index) => `  /things${index}/{id}:
    put:
      operationId: putThing${index}
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer } }
        - { name: filter, in: query, style: deepObject, schema: { $ref: "#/components/schemas/Thing${index}" } }
      requestBody:
        content:
          application/json: { schema: { $ref: "#/components/schemas/Thing${index}" } }
      responses:
        "200":
          description: The thing.
          content:
            application/json: { schema: { $ref: "#/components/schemas/Thing${index}" } }`,
  );
  const schemas = numbers.map(
    (index) => `    Thing${index}:
      type: object
      required: [name]
      properties:
        name: { type: string, pattern: "^[a-z]+$", default: thing }
        at: { type: string, format: date-time }
        size: { type: integer, minimum: 0 }`,
  );
  const head = 'openapi: 3.1.1\ninfo: { title: Things, version: "1" }\npaths:\n';
  return `${head}${paths.join("\n")}\ncomponents:\n  schemas:\n${schemas.join("\n")}\n`;
}

test("1,000 operations are ready within two seconds of processor time", async () => {
  await using files = await writeFiles({ "things.yaml": thousandOperations() });
  const load = async () => {
    const start = process.cpuUsage();
    const ask = createSubject(await loadContract(files.path("things.yaml")));
    return { ask, seconds: process.cpuUsage(start).user / 1_000_000 };
  };
  // The first time on a machine with other work to do may say more of that work.
  const first = await load();
  const { ask, seconds } = first.seconds < 2 ? first : await load();
  expect(seconds).toBeLessThan(2);
  const sent = { method: "PUT", url: "/things999/7?filter[size]=x", headers: {}, body: undefined };
  expect(await ask(sent)).toMatchObject({ accepted: false, status: 400 });
});
