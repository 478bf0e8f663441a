import { type Contract, type Operation, WAIVERS_KEY } from "@gatehouse/contract";
import { OLD_KEYS, readWaivers } from "../../waivers/readWaivers.ts";
import type { CheckWaiver } from "../CheckOptions.ts";
import { CHECKS, type CheckName, type Finding } from "../CheckReport.ts";

/** The waivers of a check, and what is wrong with them. */
interface GatheredWaivers {
  readonly waivers: readonly CheckWaiver[];
  readonly notes: readonly string[];
}

/** Gathers the waivers that were given and those of the document; one that is past its last day does not count. */
export function gatherWaivers(
  contract: Contract,
  given: readonly CheckWaiver[],
  today: string,
): GatheredWaivers {
  const written = [...contract.operations.values()].map(readOperation);
  const notes = written.flatMap((one) => one.notes);
  const waivers = [...given, ...written.flatMap((one) => one.waivers)];
  const expired = waivers.filter(({ expires }) => expires < today);
  return {
    waivers: waivers.filter((waiver) => !expired.includes(waiver)),
    notes: [
      ...notes,
      ...expired.map(
        ({ operationId, check, expires }) =>
          `A waiver of ${operationId} for ${check} ended on ${expires} and does not count any more.`,
      ),
    ],
  };
}

function readOperation(operation: Operation): GatheredWaivers {
  const { id, extensions } = operation;
  const notes: string[] = [];
  if (extensions[OLD_KEYS.check] !== undefined) {
    notes.push(`${OLD_KEYS.check} of ${id} is called ${WAIVERS_KEY} now, and a waiver there has an "owner".`);
  }
  const waivers = readWaivers(operation, "check").flatMap(({ waiver, problem }): CheckWaiver[] => {
    if (waiver !== undefined && isCheck(waiver.name)) {
      const { name: check, reason, expires, status } = waiver;
      return [{ operationId: id, check, reason, expires, ...(status === undefined ? {} : { status }) }];
    }
    const what = problem?.message ?? `There is no check "${waiver?.name}".`;
    notes.push(`A waiver of ${id} is not understood: ${what}`);
    return [];
  });
  return { waivers, notes };
}

function isCheck(name: string): name is CheckName {
  return Object.hasOwn(CHECKS, name);
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
