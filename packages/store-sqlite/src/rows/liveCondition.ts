/**
 * True for a session that was not ended in bulk: it is not older than the last "end all", nor than the last "end all
 * of this user".
 */
export const NOT_ENDED = `sessions.opened_at >= (SELECT all_ended_at FROM state)
  AND sessions.opened_at >= ifnull((SELECT ended_at FROM user_ends WHERE user_ends.user_key = sessions.user_key), 0)`;

/** True for a session inside the window, by the last-seen time as written down. Takes `windowParameters`. */
export const IN_WINDOW =
  "sessions.created_at_ms > :createdAfterMs AND sessions.last_seen_at_ms > :seenAfterMs AND sessions.last_seen_at_ms <= :seenUntilMs";
