import { type Operation, readHeaders } from "@gatehouse/contract";
import type { Aspect, CheckResponse, Finding, ResponseExcerpt } from "../CheckReport.ts";
import type { CheckExchange } from "./createExchanger.ts";
import { isSecretName } from "./maskHeaders.ts";
import type { ExchangeViolation } from "./validateExchange.ts";

const LONGEST_BODY = 2_000;

/** The part of a response that a report shows: no secret headers, and a limited part of the body. */
function excerpt({ status, headers, body }: CheckResponse): ResponseExcerpt {
  const shown = [...readHeaders(headers)].flatMap(([name, values]) =>
    values.map(
      (value) => [name, isSecretName(name) && name !== "www-authenticate" ? "(hidden)" : value] as const,
    ),
  );
  return { status, headers: shown, body: textOf(body) };
}

function textOf(body: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return `(${body.length} bytes that are not text)`;
  }
  return text.length > LONGEST_BODY ? `${text.slice(0, LONGEST_BODY)}… (${body.length} bytes)` : text;
}

/** A violation with what it was passed on. */
interface Case {
  readonly operation: Operation;
  readonly aspect: Aspect;
  /** The requests up to the response in question, which belongs to the last one. */
  readonly exchanges: readonly CheckExchange[];
}

/** Keeps one finding of each cause. */
export interface FindingCollector {
  readonly findings: readonly Finding[];
  /** Notes a violation. @returns whether it is the first of its cause. */
  add(violation: ExchangeViolation, found: Case): boolean;
  /** Shows a cause by another case from now on. */
  replace(violation: ExchangeViolation, found: Case): void;
}

/** Makes an empty collector. */
export function createFindingCollector(): FindingCollector {
  const byFingerprint = new Map<string, Finding>();
  return {
    get findings() {
      return [...byFingerprint.values()];
    },
    add: (violation, found) => {
      const isCovered = violation.broader !== undefined && byFingerprint.has(violation.broader);
      const fingerprint = isCovered ? (violation.broader ?? "") : violation.fingerprint;
      const known = byFingerprint.get(fingerprint);
      if (known === undefined) byFingerprint.set(fingerprint, toFinding(violation, found, 1));
      else byFingerprint.set(fingerprint, { ...known, seen: known.seen + 1 });
      return known === undefined;
    },
    replace: (violation, found) => {
      const known = byFingerprint.get(violation.fingerprint);
      byFingerprint.set(violation.fingerprint, toFinding(violation, found, known?.seen ?? 1));
    },
  };
}

function toFinding(
  violation: ExchangeViolation,
  { operation, aspect, exchanges }: Case,
  seen: number,
): Finding {
  const last = exchanges.at(-1);
  const requests = exchanges.map((exchange) => exchange.show());
  return {
    check: violation.check,
    operationId: operation.id,
    method: last?.method ?? operation.method.toUpperCase(),
    path: operation.path,
    aspect,
    message: violation.message,
    pointer: violation.pointer,
    location: operation.contract.locate(violation.pointer),
    keyword: violation.keyword,
    difference: violation.difference,
    requests: requests.map(({ shown }) => shown),
    answer: last?.response && excerpt(last.response),
    curl: requests.map(({ curl }) => curl),
    seen,
  };
}
