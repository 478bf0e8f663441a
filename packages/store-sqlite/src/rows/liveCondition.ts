/**
 * True for a session that was not ended in bulk: it is not older than the last "end all", nor than the last "end all
 * of this user".
 *
 * The plus signs, here and below, keep SQLite from searching by columns that nearly every row satisfies; it would
 * read all of them (50 ms for 100,000 sessions) where another index finds the few that are wanted.
 */
export const NOT_ENDED = `+sessions.opened_at >= (SELECT all_ended_at FROM state)
  AND +sessions.opened_at >= ifnull((SELECT ended_at FROM user_ends WHERE user_ends.user_key = sessions.user_key), 0)`;

/** True for a session inside the window, by the last-seen time as written down. Takes `windowParameters`. */
export const IN_WINDOW = `+sessions.created_at_ms > :createdAfterMs
  AND +sessions.last_seen_at_ms > :seenAfterMs AND +sessions.last_seen_at_ms <= :seenUntilMs`;

/**
 * The rows that are not live, some of them more than once, found by the indexes: those out of time and those ended in
 * bulk. (A plain UNION would read all rows in order, to merge them.) Takes `windowParameters`.
 */
export const DEAD_ROWS = `
  SELECT row FROM sessions WHERE last_seen_at_ms <= :seenAfterMs
  UNION ALL SELECT row FROM sessions WHERE created_at_ms <= :createdAfterMs
  UNION ALL SELECT row FROM sessions WHERE last_seen_at_ms > :seenUntilMs
  UNION ALL SELECT row FROM sessions WHERE opened_at < (SELECT all_ended_at FROM state)
  UNION ALL SELECT row FROM user_ends CROSS JOIN sessions
    ON sessions.user_key = user_ends.user_key AND +sessions.opened_at < user_ends.ended_at`;
