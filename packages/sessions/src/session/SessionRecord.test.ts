import { expect, test } from "vitest";
import { chooseEvicted } from "./SessionRecord.ts";

test.each([
  { name: "room for everybody", own: ["a"], full: false, privileged: false, want: [] },
  { name: "at the cap per user", own: ["a", "b"], full: false, privileged: false, want: ["a"] },
  {
    name: "over a cap that was lowered",
    own: ["a", "b", "c"],
    full: false,
    privileged: false,
    want: ["a", "b"],
  },
  { name: "full, with a session of the own", own: ["a"], full: true, privileged: false, want: ["a"] },
  { name: "full, without one", own: [], full: true, privileged: false, want: undefined },
  { name: "full, for an administrator with one", own: ["a"], full: true, privileged: true, want: ["a"] },
  { name: "full, for an administrator without one", own: [], full: true, privileged: true, want: ["z"] },
])("SES-12 SES-13 $name: $want makes room", ({ own, full, privileged, want }) => {
  const evicted = chooseEvicted({
    newcomer: { privileged },
    own,
    maxPerUser: 2,
    isFull: () => full,
    longestIdleInAll: () => "z",
  });
  expect(evicted).toEqual(want);
});

test("the store is asked whether it is full only where the result decides", () => {
  const evicted = chooseEvicted({
    newcomer: { privileged: false },
    own: ["a", "b"],
    maxPerUser: 2,
    isFull: () => expect.unreachable("The cap per user makes room in all."),
    longestIdleInAll: () => undefined,
  });
  expect(evicted).toEqual(["a"]);
});
