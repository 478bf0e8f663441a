import type { LiveWindow } from "@gatehouse/sessions";

/** The named parameters of `IN_WINDOW`. */
export function windowParameters({ createdAfterMs, seenAfterMs, seenUntilMs }: LiveWindow) {
  return { createdAfterMs, seenAfterMs, seenUntilMs };
}
