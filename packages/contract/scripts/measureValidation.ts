/**
 * Measures how long the validation of our list response takes, with Ajv beside it in the same process.
 *
 * Usage: npm run bench:validation -- [--rounds 9]
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { childPointer, loadContract, schemaValidators } from "../src/index.ts";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "9" } } });
const CALLS = 200_000;

const contract = await loadContract(fileURLToPath(new URL("../../../spec/openapi.yaml", import.meta.url)));
const list = contract.operations.get("listSessions");
const mediaType = list?.responses.get("200")?.content.get("application/json");
const [example] = mediaType?.examples.values() ?? [];
if (mediaType === undefined || example === undefined) throw new Error("the list response has no example");
const pointer = childPointer(mediaType.pointer, "schema");
const accepted = example.value as { readonly data: { readonly sessions: readonly object[] } };
const [first] = accepted.data.sessions;
const rejected = { ...accepted, data: { sessions: [{ ...first, current: "yes" }] } };

const ajv = new Ajv2020({ strict: false, validateSchema: false, ownProperties: true, logger: false });
addFormats.default(ajv as never);
ajv.addSchema(contract.document, "document");
const validators = {
  ours: schemaValidators(contract, "response").compile(pointer),
  ajv: ajv.compile({ $ref: `document#${encodeURI(pointer)}` }) as (value: unknown) => unknown,
};

/** Nanoseconds of processor time of one call; the results are counted, so that no call can be left out. */
function measure(validate: (value: unknown) => unknown, value: unknown, wanted: boolean): number {
  let count = 0;
  const start = process.threadCpuUsage();
  for (let call = 0; call < CALLS; call += 1) if (validate(value) === wanted) count += 1;
  const { user, system } = process.threadCpuUsage(start);
  if (count !== CALLS) throw new Error(`a validator does not ${wanted ? "accept" : "reject"} the response`);
  return ((user + system) * 1_000) / CALLS;
}

const taken = new Map<string, number[]>();
for (let round = 0; round <= Number(values.rounds); round += 1) {
  for (const [name, validate] of Object.entries(validators)) {
    for (const [what, value, wanted] of [
      ["accept", accepted, true],
      ["reject", rejected, false],
    ] as const) {
      const nanoseconds = measure(validate, value, wanted);
      const key = `${name} ${what}`;
      // The first round is for the compiler of the engine.
      if (round > 0) taken.set(key, [...(taken.get(key) ?? []), nanoseconds]);
    }
  }
}
const sizes = `${accepted.data.sessions.length} sessions, ${JSON.stringify(accepted).length} bytes`;
process.stdout.write(
  `Our list response (${sizes}), ${CALLS} calls a round, median and least of ${values.rounds} rounds:\n`,
);
for (const [key, all] of taken) {
  const sorted = all.toSorted((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  process.stdout.write(
    `${key.padEnd(12)} ${Math.round(median)} ns (least ${Math.round(sorted[0] ?? Number.NaN)} ns)\n`,
  );
}
