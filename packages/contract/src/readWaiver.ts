import type { JsonObject } from "./Contract.ts";
import { textOf } from "./json/jsonValues.ts";

/** The key of a list of waivers, in the document and in files beside it. */
export const WAIVERS_KEY = "x-waivers";

/** What a waiver can accept: a finding of the live checker, a cell of the coverage, a finding of the review. */
const WAIVER_KINDS = ["check", "cell", "finding"] as const;

/** One of the kinds; it is the key that holds the name. */
export type WaiverKind = (typeof WAIVER_KINDS)[number];

/** Something that is accepted for a time, as it is written. */
export interface WrittenWaiver {
  readonly kind: WaiverKind;
  /** The name of the check or cell, or the fingerprint of the finding. */
  readonly name: string;
  readonly reason: string;
  /** The person or team that removes it; absent only in lists under an old key. */
  readonly owner: string | undefined;
  /** The last day on which it counts: `2027-01-31`. */
  readonly expires: string;
}

/** The form of a waiver of a kind. */
export function waiverForm(...kinds: readonly WaiverKind[]): string {
  const names = kinds.map((kind) => `"${kind}"`).join(" or ");
  return `A waiver has ${names}, "reason", "owner" and "expires", a day like 2027-01-31, all as text.`;
}

/** The kind of an entry: the first key that names one. */
export function waiverKind(entry: JsonObject): WaiverKind | undefined {
  return WAIVER_KINDS.find((kind) => entry[kind] !== undefined);
}

/** Reads a waiver of a kind; undefined where the name, the reason or a day of the calendar is missing. */
export function readWaiver(entry: JsonObject, kind: WaiverKind): WrittenWaiver | undefined {
  const [name, reason, owner, expires] = [entry[kind], entry.reason, entry.owner, entry.expires].map(filled);
  if (name === undefined || reason === undefined || expires === undefined || !isDay(expires))
    return undefined;
  return { kind, name, reason, owner, expires };
}

function filled(value: JsonObject[string] | undefined): string | undefined {
  const text = textOf(value)?.trim();
  return text === "" ? undefined : text;
}

/** Whether a text is a day of the calendar, such as `2027-01-31`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  // The last days of a month are a matter of the month: 31 April would become 1 May.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
