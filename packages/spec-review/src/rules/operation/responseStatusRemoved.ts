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
    "code for it dead, and whatever comes instead is undocumented.",
  check: (pair) => pair.responses.removed.map((response) => describe(pair, response)),
};

function describe({ head, kind }: OperationPair, response: ResponseView): Told {
  const isSuccess = response.status.startsWith("2");
  const breaks = isSuccess || kind !== "operation";
  return {
    severity: breaks ? "breaking" : "risky",
    title: `The status ${words.code(response.status)} was removed`,
    why: breaks
      ? "Whoever waits for this status takes any other for a failure."
      : "Code for this error is dead, and whatever comes in its place is undocumented.",
    wayOut: "Keep the status, or say with the new major version what comes in its place.",
    subject: response.status,
    direction: "response",
    base: { pointer: response.pointer, value: response.value.description },
    head: { pointer: head.pointer, value: undefined },
  };
}
