import type { Operation } from "@gatehouse/contract";
import { ASPECTS, type Aspect, type OperationReport } from "../CheckReport.ts";
import type { CheckExchange } from "./createExchanger.ts";

/** Counts what becomes of the requests of one operation. */
export interface Tally {
  readonly requests: number;
  count(aspect: Aspect, exchange: CheckExchange): void;
  countFinding(aspect: Aspect): void;
  report(): OperationReport;
}

/** Makes a tally at zero. */
export function createTally(operation: Operation): Tally {
  const requests = new Map<Aspect, number>();
  const findings = new Map<Aspect, number>();
  const statuses = new Map<string, number>();
  const total = () => [...requests.values()].reduce((sum, count) => sum + count, 0);
  return {
    get requests() {
      return total();
    },
    count: (aspect, { response }) => {
      increment(requests, aspect);
      increment(statuses, response === undefined ? "none" : String(response.status));
    },
    countFinding: (aspect) => increment(findings, aspect),
    report: () => ({
      operationId: operation.id,
      method: operation.method.toUpperCase(),
      path: operation.path,
      requests: total(),
      aspects: Object.fromEntries(
        ASPECTS.map((aspect) => [
          aspect,
          { requests: requests.get(aspect) ?? 0, findings: findings.get(aspect) ?? 0 },
        ]),
      ) as OperationReport["aspects"],
      statuses: Object.fromEntries([...statuses].sort(([one], [other]) => one.localeCompare(other))),
    }),
  };
}

function increment<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
