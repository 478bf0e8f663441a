import { loadContract } from "@gatehouse/contract";
import { expect, test } from "vitest";
import {
  createSecondOpinion,
  type OpinionDisagreement,
  type SecondOpinionOptions,
} from "../src/eov/createSecondOpinion.ts";
import type { ObservedRequest } from "../src/index.ts";
import { createSubject } from "./differential/createSubject.ts";

const query = (name: string, schema: object, more: object = {}) => ({ name, in: "query", schema, ...more });

/** A router whose requests are shown to a second opinion that always has room, unless said otherwise. */
async function createFixture(options: Partial<SecondOpinionOptions> = {}) {
  const get = {
    operationId: "find",
    parameters: [query("user", { type: "string" }), query("limit", { type: "integer" })],
    responses: { 204: { description: "Done." } },
  };
  const contract = await loadContract({
    openapi: "3.1.1",
    info: { title: "t", version: "1" },
    paths: { "/users": { get } },
  });
  const disagreements: OpinionDisagreement[] = [];
  const opinion = createSecondOpinion({
    contract,
    acceptedShare: 1,
    perSecond: 1_000,
    onDisagreement: (disagreement) => disagreements.push(disagreement),
    onError: (error) => expect(error).toBeUndefined(),
    ...options,
  });
  const ask = createSubject(contract, {
    observeRequest: (observed: ObservedRequest) => opinion.observe(observed),
  });
  const send = (url: string) => ask({ method: "GET", url, headers: {}, body: undefined });
  return { opinion, disagreements, send };
}

test("requests on which both validators agree, accepted or rejected, are compared and not reported", async () => {
  const { opinion, disagreements, send } = await createFixture();
  await send("/users?limit=5");
  await send("/users?limit=x");
  await opinion.idle();
  expect(disagreements).toEqual([]);
  expect(opinion.counts()).toEqual({ shown: 2, skipped: 0, disagreements: 0 });
});

test("a disagreement names the known fault and its clause, and contains no value of the client", async () => {
  const { opinion, disagreements, send } = await createFixture();
  await send("/users?user=secret@example.org");
  await opinion.idle();
  expect(disagreements).toEqual([
    {
      operationId: "find",
      acceptedBy: "router",
      knownFault: "reserved-characters",
      clause: "RFC 3986, 3.4; WHATWG URL, 5.1",
      violations: [],
    },
  ]);
});

test("a rejection by the router alone is reported with the location in the document", async () => {
  const { opinion, disagreements, send } = await createFixture();
  await send("/users?limit=0x10");
  await opinion.idle();
  expect(disagreements).toMatchObject([
    {
      acceptedBy: "express-openapi-validator",
      knownFault: "number-by-another-grammar",
      violations: [
        { in: "query", keyword: "type", documentPointer: "/paths/~1users/get/parameters/1/schema/type" },
      ],
    },
  ]);
});

test("a share of the accepted requests is compared", async () => {
  const { opinion, send } = await createFixture({ acceptedShare: 0.25 });
  for (let limit = 0; limit < 8; limit += 1) await send(`/users?limit=${limit}`);
  await opinion.idle();
  expect(opinion.counts()).toMatchObject({ shown: 2, skipped: 0 });
});

test("the queue and the number of comparisons in a second are limited", async () => {
  const full = await createFixture({ queueLimit: 2 });
  await Promise.all(Array.from({ length: 5 }, () => full.send("/users?limit=1")));
  await full.opinion.idle();
  expect(full.opinion.counts()).toMatchObject({ shown: 3, skipped: 2 });
  const times = [0, 0, 10, 1_500];
  const slow = await createFixture({ perSecond: 1, nowMs: () => times.shift() ?? 0 });
  for (const limit of [1, 2, 3]) await slow.send(`/users?limit=${limit}`);
  await slow.opinion.idle();
  expect(slow.opinion.counts()).toMatchObject({ shown: 2, skipped: 1 });
});
