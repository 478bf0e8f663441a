import type { ResponseView } from "../../document/OperationView.ts";
import type { OperationPair } from "../../walk/OperationPair.ts";
import type { OperationRule, Told } from "../OperationRule.ts";
import { words } from "../words.ts";

/** A status that the operation did not answer before. */
export const responseStatusAdded: OperationRule = {
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

function describe({ base, kind }: OperationPair, response: ResponseView, change: string): Told {
  const isSuccess = response.status.startsWith("2");
  const told = {
    title: `The status ${words.code(response.status)} ${change}`,
    wayOut: isSuccess
      ? "Answer with the old success status, and tell the difference in the body; or make callers ask for the new one."
      : "Nothing to do for clients that treat an unknown error like its class.",
    subject: response.status,
    direction: "response",
    base: { pointer: base.pointer, value: undefined },
    head: { pointer: response.pointer, value: response.value.description },
  } as const;
  if (kind !== "operation")
    return { ...told, severity: "safe", why: "Receivers may answer so; nobody has to." };
  return isSuccess
    ? {
        ...told,
        severity: "breaking",
        why: "Clients who wait for the old success status take a new one for a failure, or read its body wrongly.",
      }
    : {
        ...told,
        severity: "risky",
        why: "Clients who know every error by its status meet one they do not know; they should treat it like its class.",
      };
}
