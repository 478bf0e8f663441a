import type { ResponseView } from "../../document/OperationView.ts";
import type { OperationPair } from "../../walk/DocumentPair.ts";
import type { OperationRule, RuleFinding } from "../Rule.ts";
import { words } from "../words.ts";

/** A status that the operation no longer responds with. */
const responseStatusRemoved: OperationRule = {
  id: "response-status-removed",
  severity: "breaking",
  summary:
    "A status is no longer documented: a client that waits for a success status waits in vain; a removed error makes " +
    "code for it dead, and whatever comes instead is undocumented. A range that is spelled out in part is fine for " +
    "clients, but not for those who answer.",
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
    "A status, or a range where single ones were listed, is new: clients take a success they do not know for a " +
    "failure, or read it wrongly; an error they do not know they treat like its class (RFC 9110, 15), which is why " +
    "that is only risky.",
  check: (pair) => [
    ...pair.responses.added.map((response) => describe(pair, response, "was added")),
    ...pair.responses.widened.map((response) => describe(pair, response, "took the place of listed ones")),
  ],
};

const NOT_MODIFIED = "304";

function describe({ base, kind }: OperationPair, response: ResponseView, change: string): RuleFinding {
  const isSuccess = response.status.startsWith("2");
  const common = {
    title: `The status ${words.code(response.status)} ${change}`,
    remedy: isSuccess
      ? "Answer with the old success status, and tell the difference in the body; or make callers ask for the new one."
      : "Nothing to do for clients that treat an unknown error like its class.",
    subject: response.status,
    direction: "response",
    base: { pointer: base.pointer, value: undefined },
    head: { pointer: response.pointer, value: response.value.description },
  } as const;
  if (kind !== "operation")
    return { ...common, severity: "safe", why: "Receivers may answer so; they need not." };
  if (response.status === NOT_MODIFIED)
    return {
      ...common,
      severity: "safe",
      why: "Only callers who ask with a condition get it (RFC 9110, 15.4.5).",
    };
  return isSuccess
    ? {
        ...common,
        severity: "breaking",
        why: "Clients who wait for the old success status take a new one for a failure, or read its body wrongly.",
      }
    : {
        ...common,
        severity: "risky",
        why: "Clients who know every error by its status meet one they do not know; they should treat it like its class.",
      };
}

function removal({ kind }: OperationPair, { status }: ResponseView): Weight {
  const breaks = status.startsWith("2") || kind !== "operation";
  return {
    severity: breaks ? "breaking" : "risky",
    title: `The status ${words.code(status)} was removed`,
    why: breaks
      ? "Clients who wait for this status take any other for a failure."
      : "Code for this error is dead, and whatever comes in its place is undocumented.",
    remedy: "Keep the status, or say with the new major version what comes in its place.",
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
    why: "Clients who are ready for the whole range are ready for a part of it.",
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
