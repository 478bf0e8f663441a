import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { loadContract } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { createRandom } from "./differential/createRandom.ts";
import { createSubject } from "./differential/createSubject.ts";

const MIB = 1_048_576;
/** A list that keeps each takes 1.7 MiB and more. */
const TYPES = process.env.SOAK === undefined ? 40_000 : Math.ceil(100_000 * Number(process.env.SOAK));

/** Bytes in use after everything that can be freed has been. */
function measureHeapBytes(): number {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  collect();
  return process.memoryUsage().heapUsed;
}

const path = "/things/{thingId}";
const content = {
  "application/json": { schema: { type: "object", required: ["name"] } },
  "text/*": { schema: { type: "string" } },
};
const document = {
  openapi: "3.1.0",
  info: { title: "Things", version: "1" },
  paths: {
    [path]: {
      put: {
        operationId: "putThing",
        parameters: [{ name: "thingId", in: "path", required: true, schema: { type: "string" } }],
        requestBody: { required: true, content },
        responses: { 204: { description: "Done." } },
      },
    },
  },
};

test("tens of thousands of distinct content types add less than 1 MiB", { timeout: 300_000 }, async () => {
  const validate = createSubject(await loadContract(document));
  const random = createRandom(7);
  const body = Buffer.from("{}");
  const kinds = [
    (index: number) => `application/json; v=${index}`,
    (index: number) => `text/x-${index}`,
    (index: number) => `application/x-${index}`,
    (index: number) => `application/json; charset=utf-8; p${index}=${random.below(10)}`,
  ] as const;
  const send = (index: number) => {
    const type = kinds[index % kinds.length]?.(index) ?? "";
    return validate({ method: "PUT", url: "/things/a", headers: { "content-type": type }, body });
  };
  for (let index = 0; index < 2_000; index += 1) await send(-index);
  const before = measureHeapBytes();
  let rejected = 0;
  for (let index = 0; index < TYPES; index += 1) if (!(await send(index)).accepted) rejected += 1;
  expect(measureHeapBytes() - before).toBeLessThan(MIB);
  // JSON without its property fails in the validator, and no operation takes another media type: both are rejected.
  expect(rejected).toBe((TYPES * 3) / 4);
});
