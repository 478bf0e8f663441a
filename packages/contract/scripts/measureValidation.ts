/**
 * Measures how long the validation of three of our responses takes, with and without generated code. Ajv validates the
 * same responses in the same process. Run it with `npm run bench:validation`.
 */

import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { numbersOf, readWords } from "../../../scripts/readWords.ts";
import {
  childPointer,
  isJsonObject,
  isList,
  type JsonObject,
  type JsonValue,
  loadContract,
  schemaValidators,
} from "../src/index.ts";

const HELP = `npm run bench:validation [-- --rounds N]

Measures how long the validation of three of our responses takes, with and without generated code, and with Ajv beside
them in the same process.

  --rounds N  how often each is measured (9 unless said)
  --help      this text
`;

const { values } = readWords(HELP, { options: { rounds: { type: "string", default: "9" } } });
const rounds = numbersOf(HELP, values)("rounds");
const CALLS = 50_000;
const DOCUMENT = fileURLToPath(new URL("../../../spec/openapi.yaml", import.meta.url));

const contract = await loadContract(DOCUMENT);
const withoutCode = await loadContract(DOCUMENT, { codeGeneration: false });
const ajv = new Ajv2020({ strict: false, validateSchema: false, ownProperties: true, logger: false });
addFormats.default(ajv as never);
ajv.addSchema(contract.document, "document");

/** By kind the operation and status of the response. */
const KINDS = {
  list: ["listSessions", "200"],
  session: ["getSession", "200"],
  error: ["getSession", "401"],
} as const;

type Validate = (value: unknown) => unknown;

function exampleOf(
  operationId: string,
  status: string,
): { readonly pointer: string; readonly body: JsonObject } {
  const operation = contract.operations.get(operationId);
  const mediaType = operation?.responses.get(status)?.content.get("application/json");
  const [example] = mediaType?.examples.values() ?? [];
  if (mediaType === undefined || !isJsonObject(example?.value))
    throw new Error(`${operationId} ${status} has no example`);
  return { pointer: childPointer(mediaType.pointer, "schema"), body: example.value };
}

/** The value with a list in place of the scalar that is read last. */
function breakLast(value: JsonValue): JsonValue {
  if (isList(value)) return value.length === 0 ? [[]] : value.with(-1, breakLast(value.at(-1) ?? null));
  if (!isJsonObject(value)) return [];
  const [name, last] = Object.entries(value).at(-1) ?? ["", null];
  return { ...value, [name]: breakLast(last) };
}

/** Nanoseconds of processor time of one call; the results are counted, so that no call can be left out. */
function measure(validate: Validate, value: unknown, wanted: boolean): number {
  let count = 0;
  const start = process.threadCpuUsage();
  for (let call = 0; call < CALLS; call += 1) if (validate(value) === wanted) count += 1;
  const { user, system } = process.threadCpuUsage(start);
  if (count !== CALLS) throw new Error(`a validator does not ${wanted ? "accept" : "reject"} the response`);
  return ((user + system) * 1_000) / CALLS;
}

process.stdout.write(
  `${CALLS} calls a round, median of ${values.rounds} rounds, nanoseconds of processor time:\n`,
);
for (const [kind, [operationId, status]] of Object.entries(KINDS)) {
  const { pointer, body } = exampleOf(operationId, status);
  const rejected = breakLast(body);
  const validators: Readonly<Record<string, Validate>> = {
    ours: schemaValidators(contract, "response").compile(pointer),
    "without code": schemaValidators(withoutCode, "response").compile(pointer),
    ajv: ajv.compile({ $ref: `document#${encodeURI(pointer)}` }) as Validate,
  };
  const taken = new Map<string, number[]>();
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, validate] of Object.entries(validators)) {
      for (const [what, value, wanted] of [
        ["accept", body, true],
        ["reject", rejected, false],
      ] as const) {
        const nanoseconds = measure(validate, value, wanted);
        // The first round is for the compiler of the engine.
        if (round > 0) taken.set(`${name} ${what}`, [...(taken.get(`${name} ${what}`) ?? []), nanoseconds]);
      }
    }
  }
  process.stdout.write(`${kind}, ${JSON.stringify(body).length} bytes\n`);
  for (const [key, all] of taken) {
    const median = all.toSorted((one, other) => one - other)[Math.floor(all.length / 2)] ?? Number.NaN;
    process.stdout.write(`  ${key.padEnd(20)} ${Math.round(median)} ns\n`);
  }
}
