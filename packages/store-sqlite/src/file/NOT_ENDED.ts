import type { LiveWindow } from "@gatehouse/sessions";

/**
 * True for a session that was not ended: neither by itself, nor is it older than the last "end all" or the last "end all
 * of this user".
 *
 * The plus signs, here and below, keep SQLite from searching by columns that nearly every row satisfies; it would
 * read all of them where another index finds the few that are wanted.
 */
export const NOT_ENDED = `+sessions.opened_at >= (SELECT all_ended_at FROM state)
  AND +sessions.opened_at >= ifnull((SELECT ended_at FROM user_ends WHERE user_ends.user_key = sessions.user_key), 0)`;

/** True for a session inside the window, by the last-seen time as written down. Takes `windowParameters`. */
export const IN_WINDOW = `+sessions.created_at_ms > :createdAfterMs
  AND +sessions.last_seen_at_ms > :seenAfterMs AND +sessions.last_seen_at_ms <= :seenUntilMs`;

/** The named parameters of `IN_WINDOW`. */
export function windowParameters({ createdAfterMs, seenAfterMs, seenUntilMs }: LiveWindow) {
  return { createdAfterMs, seenAfterMs, seenUntilMs };
}

/**
 * Sessions that ran out of time and were not ended, in three parts that share no row, each found by an index. Takes
 * `windowParameters`; each part uses some of them.
 */
export const OUT_OF_TIME = [
  `last_seen_at_ms <= :seenAfterMs AND ${NOT_ENDED}`,
  `created_at_ms <= :createdAfterMs AND +last_seen_at_ms > :seenAfterMs AND ${NOT_ENDED}`,
  `last_seen_at_ms > :seenUntilMs AND +created_at_ms > :createdAfterMs AND ${NOT_ENDED}`,
] as const;
