import type { SessionRecord } from "./SessionRecord.ts";

/** What the choice is made from; the costly answers are asked for only when they matter. */
export interface EvictionScene<Entry> {
  readonly newcomer: Pick<SessionRecord, "privileged">;
  /** The live sessions of the newcomer's user, longest idle first. */
  readonly own: readonly Entry[];
  readonly maxPerUser: number;
  /** Whether as many sessions live as there may be in all. */
  isFull(): boolean;
  /** The longest-idle live session of anybody, unprivileged ones first. */
  longestIdleOfAnybody(): Entry | undefined;
}

/**
 * Which sessions make room for a newcomer (SES-12, SES-13). One place is enough for the cap in all: a newcomer whose
 * own session leaves does not add to it.
 *
 * @returns the sessions to end, possibly none; nothing at all when the newcomer must be turned away.
 */
export function chooseEvicted<Entry>(scene: EvictionScene<Entry>): readonly Entry[] | undefined {
  const overUserCap = Math.max(0, scene.own.length - scene.maxPerUser + 1);
  if (overUserCap > 0) return scene.own.slice(0, overUserCap);
  if (!scene.isFull()) return [];
  if (scene.own.length > 0) return scene.own.slice(0, 1);
  if (!scene.newcomer.privileged) return undefined;
  const anybody = scene.longestIdleOfAnybody();
  return anybody === undefined ? undefined : [anybody];
}
