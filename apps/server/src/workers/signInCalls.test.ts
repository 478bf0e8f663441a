import type { AttemptDecision, AttemptResult } from "@gatehouse/sessions";
import { expect, test } from "vitest";
import { serveSignIns } from "./signInCalls.ts";

/** A limiter that admits when the test says so. */
function createFixture() {
  const settled: AttemptResult[] = [];
  const turn = Promise.withResolvers<AttemptDecision>();
  const service = serveSignIns({ limiter: { begin: () => turn.promise }, authenticators: [] });
  const settle = async (result: AttemptResult) => void settled.push(result);
  return {
    ...{ service, settled },
    begin: async () => await service.calls.get("attempt.begin")?.({} as never),
    admit: () => turn.resolve({ kind: "admitted", familiar: false, settle }),
  };
}

test("AUT-06 an attempt of a worker that is gone is settled unchecked", async () => {
  const { service, settled, begin, admit } = createFixture();
  admit();
  await begin();
  await service.gone();
  expect(settled).toEqual(["unchecked"]);
});

test("AUT-06 an attempt whose turn comes after its worker is gone is settled unchecked, too", async () => {
  const { service, settled, begin, admit } = createFixture();
  const begun = begin();
  await service.gone();
  admit();
  await begun;
  expect(settled).toEqual(["unchecked"]);
});
