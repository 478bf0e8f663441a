import { chooseEvicted, type EvictionContext } from "@gatehouse/sessions";
import { expectTypeOf, test } from "vitest";

const context = {
  newcomer: { privileged: false },
  own: [1, 2],
  maxPerUser: 1,
  isFull: () => false,
  longestIdleInAll: () => 3,
};

test("the chosen sessions have the type of the offered ones", () => {
  expectTypeOf(chooseEvicted(context)).toEqualTypeOf<readonly number[] | undefined>();
});

test("own sessions and those of all users have one type", () => {
  // @ts-expect-error a text is no number
  const mixed: EvictionContext<number> = { ...context, longestIdleInAll: () => "three" };
  expectTypeOf(mixed).toExtend<EvictionContext<number>>();
});
