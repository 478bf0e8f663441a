import { texts } from "./texts.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

const two = (value: number): string => String(value).padStart(2, "0");

/** A time that runs down: `29:59`, or `11:42:03` from an hour on; never below zero. */
export function formatCountdown(restMs: number): string {
  const rest = Math.max(0, Math.ceil(restMs / SECOND_MS) * SECOND_MS);
  const hours = Math.floor(rest / HOUR_MS);
  const minutes = Math.floor((rest % HOUR_MS) / MINUTE_MS);
  const seconds = two(Math.floor((rest % MINUTE_MS) / SECOND_MS));
  return hours === 0 ? `${minutes}:${seconds}` : `${hours}:${two(minutes)}:${seconds}`;
}

/** A time that runs down, in words for screen readers: whole minutes, and seconds in the last one. */
export function describeRest(restMs: number): string {
  const rest = Math.max(0, restMs);
  if (rest <= MINUTE_MS) return texts.count(Math.ceil(rest / SECOND_MS), "second", "seconds");
  const minutes = Math.ceil(rest / MINUTE_MS);
  if (minutes < 60) return texts.count(minutes, "minute", "minutes");
  const hours = texts.count(Math.floor(minutes / 60), "hour", "hours");
  return minutes % 60 === 0 ? hours : `${hours} ${texts.count(minutes % 60, "minute", "minutes")}`;
}

/** How much of a limit is left, from 1 to 0. */
export function shareLeft(fromMs: number, untilMs: number, nowMs: number): number {
  if (untilMs <= fromMs) return 0;
  return Math.min(1, Math.max(0, (untilMs - nowMs) / (untilMs - fromMs)));
}

/** The two ways to show a moment. */
export type TimeZone = "local" | "utc";

const DATE = { day: "numeric", month: "short" } as const;
const TIME = { hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;

/** Made once: a list has thousands of moments, and a format takes far longer to make than to use. */
const formats = { local: createFormats({}), utc: createFormats({ timeZone: "UTC" }) };

function createFormats(zone: { readonly timeZone?: "UTC" }) {
  const create = (parts: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(texts.locale, { ...parts, ...zone });
  return {
    year: create({ year: "numeric" }),
    inYear: create({ ...DATE, ...TIME }),
    inFull: create({ ...DATE, year: "numeric", ...TIME }),
  };
}

/** A moment in the zone of the reader or in UTC, to the second; without the year when that is the year of `nowMs`. */
export function formatMoment(atMs: number, zone: TimeZone, nowMs?: number): string {
  const { year, inYear, inFull } = formats[zone];
  const isThisYear = nowMs !== undefined && year.format(atMs) === year.format(nowMs);
  const text = (isThisYear ? inYear : inFull).format(atMs);
  return zone === "utc" ? `${text} UTC` : text;
}

/** The name of the reader's zone, such as `Europe/Berlin`. */
export function localZoneName(): string {
  return new Intl.DateTimeFormat(texts.locale).resolvedOptions().timeZone;
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** A size in the largest unit that leaves one digit or more before the point. */
export function formatBytes(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return new Intl.NumberFormat(texts.locale, {
    style: "unit",
    unit: UNITS[power] ?? "byte",
    unitDisplay: power === 0 ? "long" : "short",
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** power);
}
