import type { ResponseView } from "../../document/OperationView.ts";
import type { OperationPair } from "../../walk/OperationPair.ts";
import type { OperationRule, Told } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A status that the operation no longer answers. */
export const responseStatusRemoved: OperationRule = {
  id: "response-status-removed",
  severity: "breaking",
  summary:
    "A status is no longer documented: a client that waits for a success status waits in vain; a removed error makes " +
    "code for it dead, and whatever comes instead is undocumented. A range that is spelled out in part is fine for " +
    "clients, but not for those who answer.",
  check: (pair) => [
    ...pair.responses.removed.map((response) => tell(pair, response, removal(pair, response))),
    ...pair.responses.narrowed.map((response) => tell(pair, response, narrowing(pair, response))),
  ],
};

type Weight = Pick<Told, "severity" | "title" | "why" | "wayOut">;

function removal({ kind }: OperationPair, { status }: ResponseView): Weight {
  const breaks = status.startsWith("2") || kind !== "operation";
  return {
    severity: breaks ? "breaking" : "risky",
    title: `The status ${words.code(status)} was removed`,
    why: breaks
      ? "Whoever waits for this status takes any other for a failure."
      : "Code for this error is dead, and whatever comes in its place is undocumented.",
    wayOut: "Keep the status, or say with the new major version what comes in its place.",
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
    wayOut: "Nothing to do.",
  };
}

function tell({ head }: OperationPair, response: ResponseView, weight: Weight): Told {
  return {
    ...weight,
    subject: response.status,
    direction: "response",
    base: { pointer: response.pointer, value: response.value.description },
    head: { pointer: head.pointer, value: undefined },
  };
}
