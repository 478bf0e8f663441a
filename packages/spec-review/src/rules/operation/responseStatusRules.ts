import type { ResponseView } from "../../document/OperationView.ts";
import type { OperationPair } from "../../walk/DocumentPair.ts";
import type { OperationRule, RuleFinding } from "../Rule.ts";
import { words } from "../words.ts";

/** A status that the operation no longer responds with. */
const responseStatusRemoved: OperationRule = {
  id: "response-status-removed",
  severity: "breaking",
  summary:
    "A status is no longer documented: a client that expects a success status no longer gets it; code for a " +
    "removed error is dead, and the status that replaces it is undocumented. If a range was replaced by some of its statuses, this " +
    "is safe for clients, but not for receivers who respond.",
  check: (pair) => [
    ...pair.responses.removed.map((response) => found(pair, response, removal(pair, response))),
    ...pair.responses.narrowed.map((response) => found(pair, response, narrowing(pair, response))),
  ],
};

type Weight = Pick<RuleFinding, "severity" | "title" | "why" | "remedy">;

/** A status that the operation did not respond with before. */
const responseStatusAdded: OperationRule = {
  id: "response-status-added",
  severity: "breaking",
  summary:
    "A status is new, or a range replaced single statuses: clients take an unknown success for a " +
    "failure, or misread it; they treat an unknown error like its class (RFC 9110, 15), which is " +
    "only risky.",
  check: (pair) => [
    ...pair.responses.added.map((response) => describe(pair, response, "was added")),
    ...pair.responses.widened.map((response) => describe(pair, response, "replaced listed ones")),
  ],
};

const NOT_MODIFIED = "304";

function describe({ base, kind }: OperationPair, response: ResponseView, change: string): RuleFinding {
  const isSuccess = response.status.startsWith("2");
  const common = {
    title: `The status ${words.code(response.status)} ${change}`,
    remedy: isSuccess
      ? "Respond with the old success status, and put the difference into the body; or let callers ask for the new one."
      : "Nothing to do for clients that treat an unknown error like its class.",
    subject: response.status,
    direction: "response",
    base: { pointer: base.pointer, value: undefined },
    head: { pointer: response.pointer, value: response.value.description },
  } as const;
  if (kind !== "operation")
    return { ...common, severity: "safe", why: "Receivers may respond with it; they need not." };
  if (response.status === NOT_MODIFIED)
    return {
      ...common,
      severity: "safe",
      why: "Only callers who send a conditional request get it (RFC 9110, 15.4.5).",
    };
  return isSuccess
    ? {
        ...common,
        severity: "breaking",
        why: "Clients who expect the old success status take a new one for a failure, or misread its body.",
      }
    : {
        ...common,
        severity: "risky",
        why: "Clients get an error status that they do not know; they should treat it like its class.",
      };
}

function removal({ kind }: OperationPair, { status }: ResponseView): Weight {
  const breaks = status.startsWith("2") || kind !== "operation";
  return {
    severity: breaks ? "breaking" : "risky",
    title: `The status ${words.code(status)} was removed`,
    why: breaks
      ? "Clients who expect this status take any other for a failure."
      : "Code for this error is dead, and the status that replaces it is undocumented.",
    remedy: "Keep the status, or document what replaces it in the new major version.",
  };
}

/** Who was ready for all statuses of a range is ready for some of them. */
function narrowing(pair: OperationPair, response: ResponseView): Weight {
  if (pair.kind !== "operation" || response.status === "default") {
    return {
      ...removal(pair, response),
      title: `Only some statuses of ${words.code(response.status)} are left`,
    };
  }
  return {
    severity: "safe",
    title: `Only some statuses of ${words.code(response.status)} are left`,
    why: "Clients who handle the whole range handle a part of it.",
    remedy: "Nothing to do.",
  };
}

function found({ head }: OperationPair, response: ResponseView, weight: Weight): RuleFinding {
  return {
    ...weight,
    subject: response.status,
    direction: "response",
    base: { pointer: response.pointer, value: response.value.description },
    head: { pointer: head.pointer, value: undefined },
  };
}

/** The rules about the statuses of responses. */
export const responseStatusRules: readonly OperationRule[] = [responseStatusRemoved, responseStatusAdded];
