import {
  childPointer,
  elementsOf,
  isJsonObject,
  type Located,
  type Operation,
  readWaiver,
  WAIVERS_KEY,
  type WrittenWaiver,
  waiverForm,
  waiverKind,
} from "@gatehouse/contract";

/** Something that is accepted for a time, beside its operation in the document. */
export interface Waiver extends Located, WrittenWaiver {
  readonly operationId: string;
  /** A cell of a status takes the cells of that status along. */
  readonly kind: "check" | "cell";
  /** The only status of a check that is accepted. @default any */
  readonly status?: number;
}

/** What is wrong with a waiver. */
export interface WaiverProblem extends Located {
  readonly operationId: string;
  readonly kind: "expired" | "malformed" | "needless";
  readonly message: string;
}

/** A waiver, or what is wrong with its form. */
type WaiverReading =
  | { readonly waiver: Waiver; readonly problem?: undefined }
  | { readonly waiver?: undefined; readonly problem: WaiverProblem };

/** The keys of earlier versions: each list has one kind, and needs no owner. */
export const OLD_KEYS = { check: "x-check-waivers", cell: "x-contract-waivers" } as const;

const FORM = waiverForm("check", "cell");

/** Reads the waivers of one kind from an operation: its list `x-waivers`, and the list under the old key. */
export function readWaivers(operation: Operation, kind: Waiver["kind"]): readonly WaiverReading[] {
  const { id: operationId, contract, extensions } = operation;
  const locate = (pointer: string) => ({ operationId, pointer, location: contract.locate(pointer) });
  return [WAIVERS_KEY, OLD_KEYS[kind]].flatMap((key): readonly WaiverReading[] => {
    const list = extensions[key] ?? [];
    const at = childPointer(operation.pointer, key);
    if (!Array.isArray(list)) {
      const message = `"${key}" is a list of waivers; write each one as an entry of it.`;
      return [{ problem: { ...locate(at), kind: "malformed", message } }];
    }
    return elementsOf(list).flatMap((entry, index): readonly WaiverReading[] => {
      const where = locate(childPointer(at, String(index)));
      const fields = isJsonObject(entry) ? entry : {};
      const own = waiverKind(fields);
      if (own !== undefined && own !== kind && fields[kind] === undefined) return [];
      const waiver = readWaiver(fields, kind);
      if (waiver === undefined || (key === WAIVERS_KEY && waiver.owner === undefined)) {
        return [{ problem: { ...where, kind: "malformed", message: FORM } }];
      }
      const status = typeof fields.status === "number" ? { status: fields.status } : {};
      return [{ waiver: { ...where, ...waiver, kind, ...status } }];
    });
  });
}
