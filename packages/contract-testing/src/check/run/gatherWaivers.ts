import { type Contract, elementsOf, isJsonObject, type JsonValue, textOf } from "@gatehouse/contract";
import type { CheckWaiver } from "../CheckOptions.ts";
import { CHECKS, type CheckName, type Finding } from "../CheckReport.ts";

/** The waivers of a document, and what is wrong with them. */
export interface ReadWaivers {
  readonly waivers: readonly CheckWaiver[];
  readonly notes: readonly string[];
}

/**
 * Gathers the waivers that were given and those of the document, the list `x-check-waivers` of each operation; a waiver
 * that is past its last day does not count.
 */
export function readWaivers(contract: Contract, given: readonly CheckWaiver[], today: string): ReadWaivers {
  const notes: string[] = [];
  const written = [...contract.operations.values()].flatMap(({ id, extensions }) =>
    elementsOf(extensions["x-check-waivers"]).flatMap((entry) => {
      const waiver = readWaiver(id, entry);
      if (waiver !== undefined) return [waiver];
      notes.push(
        `A waiver of ${id} is not understood: it needs "check", "reason" and "expires", a day like 2027-01-31.`,
      );
      return [];
    }),
  );
  const waivers = [...given, ...written].filter(({ operationId, check, expires }) => {
    if (expires >= today) return true;
    notes.push(`A waiver of ${operationId} for ${check} ended on ${expires} and does not count any more.`);
    return false;
  });
  return { waivers, notes };
}

/** Whether a waiver covers a finding. */
export function isWaived(waivers: readonly CheckWaiver[], { operationId, check, answer }: Finding): boolean {
  return waivers.some(
    (waiver) =>
      waiver.operationId === operationId &&
      waiver.check === check &&
      (waiver.status === undefined || waiver.status === answer?.status),
  );
}

function readWaiver(operationId: string, entry: JsonValue): CheckWaiver | undefined {
  if (!isJsonObject(entry)) return undefined;
  const check = textOf(entry.check) ?? "";
  const reason = textOf(entry.reason) ?? "";
  const expires = textOf(entry.expires) ?? "";
  if (!Object.hasOwn(CHECKS, check) || reason === "" || !/^\d{4}-\d\d-\d\d$/.test(expires)) return undefined;
  const status = typeof entry.status === "number" ? { status: entry.status } : {};
  return { operationId, check: check as CheckName, reason, expires, ...status };
}
