import type { Operation } from "@gatehouse/contract";
import type { Aspect } from "../Aspect.ts";
import type { Finding } from "../Finding.ts";
import type { CheckExchange } from "./Exchange.ts";
import { excerpt } from "./excerpt.ts";
import type { Verdict } from "./Verdict.ts";

/** A verdict with what it was passed on. */
export interface Case {
  readonly operation: Operation;
  readonly aspect: Aspect;
  /** The requests that led to the answer, the one in question last. */
  readonly exchanges: readonly CheckExchange[];
}

/** Keeps one finding of each cause. */
export interface FindingBook {
  readonly findings: readonly Finding[];
  /** Notes a verdict. @returns whether it is the first of its cause. */
  add(verdict: Verdict, found: Case): boolean;
  /** Shows a cause by another case from now on. */
  replace(verdict: Verdict, found: Case): void;
}

/** Makes an empty book. */
export function createFindingBook(): FindingBook {
  const byFingerprint = new Map<string, Finding>();
  return {
    get findings() {
      return [...byFingerprint.values()];
    },
    add: (verdict, found) => {
      const isCovered = verdict.broader !== undefined && byFingerprint.has(verdict.broader);
      const fingerprint = isCovered ? (verdict.broader ?? "") : verdict.fingerprint;
      const known = byFingerprint.get(fingerprint);
      if (known === undefined) byFingerprint.set(fingerprint, toFinding(verdict, found, 1));
      else byFingerprint.set(fingerprint, { ...known, seen: known.seen + 1 });
      return known === undefined;
    },
    replace: (verdict, found) => {
      const known = byFingerprint.get(verdict.fingerprint);
      byFingerprint.set(verdict.fingerprint, toFinding(verdict, found, known?.seen ?? 1));
    },
  };
}

function toFinding(verdict: Verdict, { operation, aspect, exchanges }: Case, seen: number): Finding {
  const last = exchanges.at(-1);
  return {
    check: verdict.check,
    operationId: operation.id,
    method: last?.shown.method ?? operation.method.toUpperCase(),
    path: operation.path,
    aspect,
    message: verdict.message,
    pointer: verdict.pointer,
    location: operation.contract.locate(verdict.pointer),
    keyword: verdict.keyword,
    difference: verdict.difference,
    requests: exchanges.map(({ shown }) => shown),
    answer: last?.response && excerpt(last.response),
    curl: exchanges.map(({ curl }) => curl),
    seen,
  };
}
