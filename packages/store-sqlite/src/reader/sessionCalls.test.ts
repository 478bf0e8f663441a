import { expect, test } from "vitest";
import { createRequest } from "../../test/requests.ts";
import { createEndings } from "./createEndings.ts";

import { createRenewals, createRowCache } from "./createRowCache.ts";
import type { StoreState } from "./StoreState.ts";
import { sessionCalls } from "./sessionCalls.ts";

/** A store whose writer does not run, with rows of two users in memory. */
function createFixture() {
  const cache = createRowCache(100_000);
  for (const username of ["ada", "bob"]) cache.put(createRequest(username, { nowMs: 1, username }));
  const state = {
    ...{ cache, renewals: createRenewals(), endings: createEndings() },
    run: (_operation: string, work: () => unknown) => work(),
    reader: { digestsOf: () => [] },
    writer: { call: () => Promise.reject(new Error("It ended.")) },
  };
  const { create } = sessionCalls(state as unknown as StoreState);
  return { create, inMemory: () => ["ada", "bob"].filter((hash) => cache.get(hash) !== undefined) };
}

test.each([
  [false, ["bob"]],
  [true, []],
])(
  "SES-20 after a sign-in with an unknown result, the sessions that it may have ended are read anew (privileged: %s)",
  async (...given) => {
    const [privileged, left] = given;
    const { create, inMemory } = createFixture();
    const request = createRequest("next", { nowMs: 1, username: "ada" });
    const record = { ...request.record, privileged };
    await expect(create({ ...request, record, replaces: "ada" })).rejects.toThrow("It ended.");
    expect(inMemory()).toEqual(left);
  },
);
