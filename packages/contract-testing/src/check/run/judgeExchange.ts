import {
  childPointer,
  type Difference,
  differenceFingerprint,
  diffResponse,
  type Operation,
} from "@gatehouse/contract";
import type { CheckName } from "../CheckName.ts";
import type { CheckResponse } from "../CheckResponse.ts";
import type { Expectation } from "../Expectation.ts";
import type { CheckExchange } from "./Exchange.ts";
import { judgeAllow } from "./judgeAllow.ts";
import type { Verdict } from "./Verdict.ts";

/** Statuses by which a server says that the request itself is not right. */
const REFUSALS = new Set([400, 405, 406, 411, 413, 414, 415, 417, 422, 431, 501, 505]);

/** What an answer is held against. */
export interface Question {
  readonly operation: Operation;
  readonly expectation: Expectation;
}

/** Says what is wrong with what came of a request. */
export function judgeExchange(question: Question, exchange: CheckExchange): readonly Verdict[] {
  const { response } = exchange;
  if (response === undefined) return [silence(question, exchange)];
  const { kind } = question.expectation;
  const isDocumented = kind !== "no method" && kind !== "survived";
  return [
    ...serverErrors(question, response),
    ...(isDocumented ? differences(question, exchange, response) : []),
    ...judgeExpectation(question, exchange, response),
  ];
}

function silence({ operation }: Question, { fault }: CheckExchange): Verdict {
  const reason = fault instanceof Error ? fault.message : String(fault);
  return verdict(operation, { check: "no-answer", message: `The connection broke: ${reason}.`, about: [] });
}

function serverErrors({ operation, expectation }: Question, { status }: CheckResponse): readonly Verdict[] {
  const isUnknownMethod = expectation.kind === "no method" && status === 501;
  if (status < 500 || isUnknownMethod) return [];
  const about = [String(status)];
  const broad = { check: "server-error", message: `The server answered ${status}.`, about } as const;
  if (expectation.kind !== "refused") {
    return [
      verdict(operation, {
        ...broad,
        message: `The server answered ${status} to ${TITLES[expectation.kind]}.`,
      }),
    ];
  }
  const { pointer, keyword, what } = expectation;
  const message = `The server answered ${status} to a request whose fault is: ${what}.`;
  const narrow = verdict(operation, { ...broad, message, pointer, keyword });
  // A server that fails on valid requests as well does not fail over this fault.
  return [{ ...narrow, broader: verdict(operation, broad).fingerprint }];
}

const TITLES: Readonly<Record<Exclude<Expectation["kind"], "refused">, string>> = {
  accepted: "a valid request",
  answered: "a request that it may accept or refuse",
  linked: "a request that one of its own answers led to",
  "locked out": "a request without the documented credentials",
  "no method": "a method that the path does not have",
  survived: "a request for its options",
};

function differences(
  { operation }: Question,
  { shown }: CheckExchange,
  response: CheckResponse,
): readonly Verdict[] {
  const found = diffResponse(operation, { ...response, requestMethod: shown.method });
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
  return `In the answer ${status}, at ${responsePointer}: ${kind.replaceAll("-", " ")}; documented is ${expected}.`;
}

function judgeExpectation(
  { operation, expectation }: Question,
  { withCredentials, shown }: CheckExchange,
  response: CheckResponse,
): readonly Verdict[] {
  const { status } = response;
  switch (expectation.kind) {
    case "accepted":
      return judgeAccepted(operation, status, withCredentials);
    case "refused": {
      if (status >= 400) return [];
      const { pointer, keyword, what } = expectation;
      const message = `The server answered ${status} to a request whose fault is: ${what}.`;
      return [verdict(operation, { check: "invalid-accepted", message, pointer, keyword, about: [] })];
    }
    case "locked out": {
      if (status >= 400) return [];
      const { pointer, what } = expectation;
      const message = `The server answered ${status} to a request ${what}: it is not protected as documented.`;
      return [verdict(operation, { check: "credentials-bypassed", message, pointer, about: [what] })];
    }
    case "linked": {
      if (status < 400 || status === 401 || status === 403 || status === 429 || status >= 500) return [];
      const { pointer, name } = expectation;
      const message = `The server answered ${status} to ${operation.id}, called as the link "${name}" says.`;
      return [verdict(operation, { check: "link-broken", message, pointer, about: [] })];
    }
    case "no method":
      return judgeAllow(operation, { ...expectation, method: shown.method }, response);
    case "answered":
    case "survived":
      return [];
  }
}

function judgeAccepted(operation: Operation, status: number, withCredentials: boolean): readonly Verdict[] {
  if (status === 401 && withCredentials) {
    const message = "The server answered 401 to valid credentials.";
    const pointer = childPointer(operation.pointer, "security");
    return [verdict(operation, { check: "credentials-refused", message, pointer, about: [] })];
  }
  if (!REFUSALS.has(status)) return [];
  const message = `The server answered ${status} to a request that is valid by the document.`;
  return [verdict(operation, { check: "valid-refused", message, about: [String(status)] })];
}

interface VerdictFacts {
  readonly check: CheckName;
  readonly message: string;
  readonly pointer?: string;
  readonly keyword?: string;
  /** What tells this verdict from others of its check and place. */
  readonly about: readonly string[];
}

function verdict(operation: Operation, { about, ...facts }: VerdictFacts): Verdict {
  const pointer = facts.pointer ?? operation.pointer;
  const fingerprint = [facts.check, operation.id, pointer, facts.keyword ?? "", ...about].join(" ");
  return { ...facts, pointer, fingerprint };
}
