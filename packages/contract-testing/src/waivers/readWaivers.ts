import {
  childPointer,
  elementsOf,
  isJsonObject,
  type JsonValue,
  type Located,
  type Operation,
  textOf,
} from "@gatehouse/contract";

/** A cell that tests need not show, beside its operation in the document. */
export interface Waiver extends Located {
  readonly operationId: string;
  /** The name of a cell; one of a status takes the cells of that status along. */
  readonly cell: string;
  readonly reason: string;
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

const EXTENSION = "x-contract-waivers";

/** Reads the waivers of an operation: `x-contract-waivers`, a list of `cell`, `reason` and `expires`. */
export function readWaivers(operation: Operation): readonly WaiverReading[] {
  return elementsOf(operation.extensions[EXTENSION]).map((entry, index) => {
    const pointer = childPointer(operation.pointer, EXTENSION, String(index));
    return readWaiver(entry, {
      operationId: operation.id,
      pointer,
      location: operation.contract.locate(pointer),
    });
  });
}

function readWaiver(entry: JsonValue, place: Located & { readonly operationId: string }): WaiverReading {
  const fields = isJsonObject(entry) ? entry : {};
  const [cell, reason, expires] = [textOf(fields.cell), textOf(fields.reason), textOf(fields.expires)];
  if (cell === undefined || reason === undefined || reason.trim() === "" || !isDay(expires)) {
    const message = 'A waiver has "cell", "reason" and "expires", a day like 2027-01-31, all as text.';
    return { problem: { ...place, kind: "malformed", message } };
  }
  return { waiver: { ...place, cell, reason, expires } };
}

function isDay(text: string | undefined): text is string {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
