import { chooseEvicted, type EvictionScene } from "@gatehouse/sessions";
import { expectTypeOf, test } from "vitest";

const scene = {
  newcomer: { privileged: false },
  own: [1, 2],
  maxPerUser: 1,
  isFull: () => false,
  longestIdleOfAnybody: () => 3,
};

test("what is chosen is what was offered", () => {
  expectTypeOf(chooseEvicted(scene)).toEqualTypeOf<readonly number[] | undefined>();
});

test("own sessions and those of anybody are of one kind", () => {
  // @ts-expect-error a text is no number
  const mixed: EvictionScene<number> = { ...scene, longestIdleOfAnybody: () => "three" };
  expectTypeOf(mixed).toExtend<EvictionScene<number>>();
});
