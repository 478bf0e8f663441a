import {
  childPointer,
  type Difference,
  differenceFingerprint,
  diffResponse,
  type Operation,
  readHeaders,
} from "@gatehouse/contract";
import type { CheckName, CheckResponse } from "../CheckReport.ts";
import type { Expectation } from "../probes/Probe.ts";
import type { CheckExchange } from "./createExchanger.ts";

/** Methods that a server may name although the document does not (RFC 9110, 9.3.2 and 9.3.7). */
const IMPLIED = new Set(["HEAD", "OPTIONS"]);

/** Checks the response to a method that a path does not have: a rejection, and with 405 a list of the methods. */
function allowViolations(
  operation: Operation,
  { method, documented }: { readonly method: string; readonly documented: readonly string[] },
  { status, headers }: CheckResponse,
): readonly ExchangeViolation[] {
  if (status < 400) {
    const message = `The server responded ${status} to ${method}, which ${operation.path} does not have in the document.`;
    const { fingerprint, ...facts } = base(operation, "method-accepted");
    return [{ ...facts, message, fingerprint: `${fingerprint} ${method}` }];
  }
  if (status !== 405) return [];
  const allow = readHeaders(headers).get("allow");
  if (allow === undefined) {
    const message = "The response 405 lacks the header Allow (RFC 9110, section 15.5.6).";
    return [{ ...base(operation, "allow-header"), message }];
  }
  const named = allow.flatMap((value) => value.split(",")).map((name) => name.trim().toUpperCase());
  const missing = documented.filter((method) => !named.includes(method));
  const undocumented = named.filter(
    (method) => method !== "" && !documented.includes(method) && !IMPLIED.has(method),
  );
  if (missing.length === 0 && undocumented.length === 0) return [];
  const message = `The header Allow says ${JSON.stringify(named.join(", "))}; documented are ${documented.join(", ")}.`;
  return [{ ...base(operation, "allow-header"), message }];
}

function base(operation: Operation, check: "method-accepted" | "allow-header") {
  const pointer = operation.pointer.slice(0, operation.pointer.lastIndexOf("/"));
  return { check, pointer, fingerprint: `${check} ${operation.path}` };
}

/** A violation in one response. */
export interface ExchangeViolation {
  readonly check: CheckName;
  readonly message: string;
  /** JSON pointer into the document. */
  readonly pointer: string;
  readonly keyword?: string;
  readonly difference?: Difference;
  /** The same for violations of the same cause. */
  readonly fingerprint: string;
  /** The fingerprint of a cause that this one belongs to when it was found as well. */
  readonly broader?: string;
}

/** Statuses by which a server rejects the request itself. */
const REFUSALS = new Set([400, 405, 406, 411, 413, 414, 415, 417, 422, 431, 501, 505]);

/** What a response is validated against. */
export interface Question {
  readonly operation: Operation;
  readonly expectation: Expectation;
}

/** Finds the violations in the result of a request. */
export function validateExchange(question: Question, exchange: CheckExchange): readonly ExchangeViolation[] {
  const { response } = exchange;
  if (response === undefined) return [silence(question, exchange)];
  const { kind } = question.expectation;
  const isDocumented = kind !== "no method" && kind !== "survived";
  return [
    ...serverErrors(question, response),
    ...(isDocumented ? differences(question, exchange, response) : []),
    ...expectationViolations(question, exchange, response),
  ];
}

function silence({ operation }: Question, { error }: CheckExchange): ExchangeViolation {
  const reason = error instanceof Error ? error.message : String(error);
  return violation(operation, { check: "no-answer", message: `The connection broke: ${reason}.`, about: [] });
}

function serverErrors(
  { operation, expectation }: Question,
  { status }: CheckResponse,
): readonly ExchangeViolation[] {
  const isUnknownMethod = expectation.kind === "no method" && status === 501;
  if (status < 500 || isUnknownMethod) return [];
  const about = [String(status)];
  const broad = { check: "server-error", message: `The server responded ${status}.`, about } as const;
  if (expectation.kind !== "rejected") {
    return [
      violation(operation, {
        ...broad,
        message: `The server responded ${status} to ${TITLES[expectation.kind]}.`,
      }),
    ];
  }
  const { pointer, keyword, what } = expectation;
  const message = `The server responded ${status} to an invalid request: ${what}.`;
  const narrow = violation(operation, { ...broad, message, pointer, keyword });
  // A server that fails on valid requests as well does not fail because of this violation.
  return [{ ...narrow, broader: violation(operation, broad).fingerprint }];
}

const TITLES: Readonly<Record<Exclude<Expectation["kind"], "rejected">, string>> = {
  accepted: "a valid request",
  documented: "a request that it may accept or reject",
  linked: "a request that one of its own responses led to",
  "locked out": "a request without the documented credentials",
  "no method": "a method that the path does not have",
  survived: "a request for its options",
};

function differences(
  { operation }: Question,
  { method }: CheckExchange,
  response: CheckResponse,
): readonly ExchangeViolation[] {
  const found = diffResponse(operation, { ...response, requestMethod: method });
  return found.map((difference) => ({
    check: "response-differs",
    message: describeDifference(difference),
    pointer: difference.documentPointer,
    ...("keyword" in difference ? { keyword: difference.keyword } : {}),
    difference,
    fingerprint: `response-differs ${differenceFingerprint(difference)}`,
  }));
}

function describeDifference({ kind, responsePointer, expected, status }: Difference): string {
  return `In the response ${status}, at ${responsePointer}: ${kind.replaceAll("-", " ")}; documented is ${expected}.`;
}

function expectationViolations(
  { operation, expectation }: Question,
  { withCredentials, method }: CheckExchange,
  response: CheckResponse,
): readonly ExchangeViolation[] {
  const { status } = response;
  switch (expectation.kind) {
    case "accepted":
      return acceptedViolations(operation, status, withCredentials);
    case "rejected": {
      if (status >= 400) return [];
      const { pointer, keyword, what } = expectation;
      const message = `The server responded ${status} to an invalid request: ${what}.`;
      return [violation(operation, { check: "invalid-accepted", message, pointer, keyword, about: [] })];
    }
    case "locked out": {
      if (status >= 400) return [];
      const { pointer, what } = expectation;
      const message = `The server responded ${status} to a request ${what}: it is not protected as documented.`;
      return [violation(operation, { check: "credentials-bypassed", message, pointer, about: [what] })];
    }
    case "linked": {
      if (status < 400 || status === 401 || status === 403 || status === 429 || status >= 500) return [];
      const { pointer, name } = expectation;
      const message = `The server responded ${status} to ${operation.id}, called as the link "${name}" says.`;
      return [violation(operation, { check: "link-broken", message, pointer, about: [] })];
    }
    case "no method":
      return allowViolations(operation, { ...expectation, method }, response);
    case "documented":
    case "survived":
      return [];
  }
}

function acceptedViolations(
  operation: Operation,
  status: number,
  withCredentials: boolean,
): readonly ExchangeViolation[] {
  if (status === 401 && withCredentials) {
    const message = "The server responded with 401 to valid credentials.";
    const pointer = childPointer(operation.pointer, "security");
    return [violation(operation, { check: "credentials-refused", message, pointer, about: [] })];
  }
  if (!REFUSALS.has(status)) return [];
  const message = `The server responded ${status} to a request that is valid by the document.`;
  return [violation(operation, { check: "valid-refused", message, about: [String(status)] })];
}

interface ViolationFacts {
  readonly check: CheckName;
  readonly message: string;
  readonly pointer?: string;
  readonly keyword?: string;
  /** Distinguishes this violation from others of its check and location. */
  readonly about: readonly string[];
}

function violation(operation: Operation, { about, ...facts }: ViolationFacts): ExchangeViolation {
  const pointer = facts.pointer ?? operation.pointer;
  const fingerprint = [facts.check, operation.id, pointer, facts.keyword ?? "", ...about].join(" ");
  return { ...facts, pointer, fingerprint };
}
