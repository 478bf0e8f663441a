import {
  childPointer,
  elementsOf,
  isJsonObject,
  type JsonValue,
  type Located,
  type Operation,
  textOf,
} from "@gatehouse/contract";

/** Something that is accepted for a time, beside its operation in the document. */
export interface Waiver extends Located {
  readonly operationId: string;
  /** What is accepted: a finding of the live checker, or a cell of the coverage. */
  readonly kind: "check" | "cell";
  /** The name of the check or cell; a cell of a status takes the cells of that status along. */
  readonly name: string;
  /** The only status of a check that is accepted. @default any */
  readonly status?: number;
  readonly reason: string;
  /** The person or team that removes it; absent only in lists under an old key. */
  readonly owner: string | undefined;
  /** The last day on which it counts: `2027-01-31`. */
  readonly expires: string;
}

/** What is wrong with a waiver. */
export interface WaiverProblem extends Located {
  readonly operationId: string;
  readonly kind: "expired" | "malformed" | "needless";
  readonly message: string;
}

/** A waiver, or what is wrong with its form. */
export type WaiverReading =
  | { readonly waiver: Waiver; readonly problem?: undefined }
  | { readonly waiver?: undefined; readonly problem: WaiverProblem };

/** The key of an operation's list. */
export const WAIVERS_KEY = "x-waivers";
/** The keys of earlier versions: each list has one kind, and needs no owner. */
export const OLD_KEYS = { check: "x-check-waivers", cell: "x-contract-waivers" } as const;

const FORM =
  'A waiver has "check" or "cell", "reason", "owner" and "expires", a day like 2027-01-31, all as text.';

/** Reads the waivers of one kind from an operation: its list `x-waivers`, and the list under the old key. */
export function readWaivers(operation: Operation, kind: Waiver["kind"]): readonly WaiverReading[] {
  return [WAIVERS_KEY, OLD_KEYS[kind]].flatMap((key) =>
    elementsOf(operation.extensions[key]).flatMap((entry, index): readonly WaiverReading[] => {
      const pointer = childPointer(operation.pointer, key, String(index));
      const place = { operationId: operation.id, pointer, location: operation.contract.locate(pointer) };
      const other = kind === "check" ? "cell" : "check";
      if (isJsonObject(entry) && entry[other] !== undefined && entry[kind] === undefined) return [];
      const waiver = readWaiver(isJsonObject(entry) ? entry : {}, kind);
      if (waiver === undefined || (key === WAIVERS_KEY && waiver.owner === undefined)) {
        return [{ problem: { ...place, kind: "malformed", message: FORM } }];
      }
      return [{ waiver: { ...place, ...waiver } }];
    }),
  );
}

function readWaiver(
  fields: Readonly<Record<string, JsonValue | undefined>>,
  kind: Waiver["kind"],
): Omit<Waiver, keyof Located | "operationId"> | undefined {
  const [name, reason, expires] = [textOf(fields[kind]), textOf(fields.reason), textOf(fields.expires)];
  const owner = textOf(fields.owner);
  if (name === undefined || reason === undefined || reason.trim() === "" || !isDay(expires)) return undefined;
  const status = typeof fields.status === "number" ? { status: fields.status } : {};
  return { kind, name, reason, owner: owner?.trim() === "" ? undefined : owner, expires, ...status };
}

/** Whether a text is a day of the calendar, such as `2027-01-31`. */
function isDay(text: string | undefined): text is string {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
