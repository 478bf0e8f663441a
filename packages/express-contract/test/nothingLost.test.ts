import { ContractError, type JsonObject, loadContract } from "@gatehouse/contract";
import { expect, test } from "vitest";
import { ContractBindingError } from "../src/index.ts";
import { createRandom, type Random } from "./differential/createRandom.ts";
import { createSubject } from "./differential/createSubject.ts";
import { obj } from "./requestCases/MessageCase.ts";

/** Documents, with six requests each. */
const DOCUMENTS = process.env.SOAK === undefined ? 400 : Math.ceil(20_000 * Number(process.env.SOAK));
const RESPONSES = { default: { description: "Done." } };
const FORM = "application/x-www-form-urlencoded";
const MULTIPART = "multipart/form-data";

const text = { type: "string" };
const integer = { type: "integer" };
const point = obj({ x: text, y: integer });
const deep = obj({ x: { type: "array", items: text }, z: obj({ x: text }) });

/** Schemas that texts can be read by in several ways. */
function makeSchema(random: Random): object {
  const list = (items: object) => ({ type: "array", items });
  return random.pick<() => object>([
    () => text,
    () => integer,
    () => list(random.pick<object>([text, integer, point])),
    () => ({
      ...point,
      ...random.pick<object>([{}, { additionalProperties: true }, { additionalProperties: false }]),
    }),
    () => random.pick<object>([{}, { type: "object" }, deep]),
    () => ({ type: ["array", "string"], items: text }),
    () => ({ oneOf: [makeSchema(random), makeSchema(random)] }),
    () => ({ anyOf: [makeSchema(random), makeSchema(random)] }),
  ])();
}

const STYLES: readonly [JsonObject, ...JsonObject[]] = [
  {},
  { style: "form", explode: true },
  { style: "form", explode: false },
  { style: "deepObject" },
  { style: "pipeDelimited" },
];

/** An operation whose query or form has some properties. */
function makeOperation(random: Random, place: string): object {
  const names = new Set([1, 2, 3].map(() => random.pick(["a", "b", "x", "t", "a[]"])));
  const schemas = [...names].map((name) => [name, makeSchema(random)] as const);
  if (place === "query") {
    const parameters = schemas.map(([name, schema]) => ({ name, in: place, schema, ...random.pick(STYLES) }));
    return { parameters };
  }
  const encoding = Object.fromEntries([...names].map((name) => [name, random.pick(STYLES)]));
  const more = random.pick<object>([{}, { additionalProperties: false }]);
  return {
    requestBody: { content: { [place]: { schema: obj(Object.fromEntries(schemas), more), encoding } } },
  };
}

const NAMES = "a b x y z t a[] b[] t[] a[x] b[x] t[y] x[x] a[z][x] b[y".split(" ") as [string, ...string[]];

/** Fields with texts that occur nowhere else in a request. */
function makeFields(random: Random): readonly { name: string; value: string; token: string }[] {
  const shapes = [
    (token: string) => token,
    (token: string) => `x,${token}`,
    (token: string) => `${token}|${token}`,
    (token: string) => JSON.stringify({ x: token }),
    (token: string) => JSON.stringify([token]),
  ] as const;
  return Array.from({ length: 1 + random.below(4) }, (_, index) => {
    const token = random.pick([`w${index}q`, String(1_000 + index)]);
    return { name: random.pick(NAMES), value: random.pick(shapes)(token), token };
  });
}

function requestOf(place: string, fields: ReturnType<typeof makeFields>) {
  const form = new URLSearchParams(fields.map(({ name, value }) => [name, value])).toString();
  const url = place === "query" ? `/a?${form}` : "/a";
  const parts = fields.map(
    ({ name, value }) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const body = place === MULTIPART ? `${parts.join("")}--b--` : form;
  const headers: Record<string, string> =
    place === "query" ? {} : { "content-type": place === FORM ? FORM : `${place}; boundary=b` };
  return { method: "POST", url, headers, body: place === "query" ? undefined : Buffer.from(body) } as const;
}

async function load(operation: object) {
  try {
    const info = { title: "t", version: "1" };
    const paths = { "/a": { post: { ...operation, responses: RESPONSES } } };
    return createSubject(await loadContract({ openapi: "3.1.1", info, paths }));
  } catch (error) {
    if (error instanceof ContractError || error instanceof ContractBindingError) return undefined;
    throw error;
  }
}

test.each(["query", FORM, MULTIPART])(
  "every value that an accepted request has in its %s reaches the handler",
  async (place) => {
    const random = createRandom(20_261_201);
    let accepted = 0;
    for (let count = 0; count < DOCUMENTS; count += 1) {
      const operation = makeOperation(random, place);
      const ask = await load(operation);
      for (let sent = 0; ask !== undefined && sent < 6; sent += 1) {
        const fields = makeFields(random);
        const result = await ask(requestOf(place, fields));
        if (!result.accepted) {
          expect(result.status, result.reason).toBeLessThan(500);
          continue;
        }
        accepted += 1;
        const received = JSON.stringify(result.values);
        const lost = fields.filter(({ token }) => !received.includes(token));
        expect(lost, JSON.stringify({ operation, fields, received })).toEqual([]);
      }
    }
    expect(accepted).toBeGreaterThan(DOCUMENTS / 4);
  },
);
