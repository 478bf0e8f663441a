const UNITS = [
  { name: "d", seconds: 86_400 },
  { name: "h", seconds: 3600 },
  { name: "min", seconds: 60 },
  { name: "s", seconds: 1 },
] as const;

/** A moment as seen from now: `5 min ago`, `in 3 h`, `now`. */
export function formatTime(timeMs: number, nowMs: number): string {
  const seconds = Math.round((timeMs - nowMs) / 1000);
  if (seconds === 0) return "now";
  const span = formatSpan(Math.abs(seconds));
  return seconds < 0 ? `${span} ago` : `in ${span}`;
}

/** A span of time in its largest unit, rounded: 100 seconds are `2 min`. */
export function formatSpan(seconds: number): string {
  const unit = UNITS.find((one) => seconds >= one.seconds) ?? UNITS[3];
  return `${Math.round(seconds / unit.seconds)} ${unit.name}`;
}

/** A moment for programs and auditors: ISO 8601, UTC. */
export function isoTime(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
