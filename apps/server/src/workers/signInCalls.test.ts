import type { AttemptDecision, AttemptResult } from "@gatehouse/sessions";
import { expect, test } from "vitest";
import { answerSignIns } from "./signInCalls.ts";

/** A limiter that admits when the test says so. */
function createScene() {
  const settled: AttemptResult[] = [];
  const turn = Promise.withResolvers<AttemptDecision>();
  const answering = answerSignIns({ limiter: { begin: () => turn.promise }, authenticators: [] });
  const settle = async (result: AttemptResult) => void settled.push(result);
  return {
    ...{ answering, settled },
    begin: async () => await answering.calls.get("attempt.begin")?.({} as never),
    admit: () => turn.resolve({ kind: "admitted", familiar: false, settle }),
  };
}

test("AUT-06 an attempt of a worker that is gone is settled unchecked", async () => {
  const { answering, settled, begin, admit } = createScene();
  admit();
  await begin();
  await answering.gone();
  expect(settled).toEqual(["unchecked"]);
});

test("AUT-06 an attempt whose turn comes after its worker is gone is settled unchecked, too", async () => {
  const { answering, settled, begin, admit } = createScene();
  const begun = begin();
  await answering.gone();
  admit();
  await begun;
  expect(settled).toEqual(["unchecked"]);
});
