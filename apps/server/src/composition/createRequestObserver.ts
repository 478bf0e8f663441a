import type { Contract } from "@gatehouse/contract";
import type { ObservedRequest } from "@gatehouse/express-contract";
import { createSecondOpinion } from "@gatehouse/express-contract/eov";
import type { Logger } from "../logging/Logger.ts";
import type { Metrics } from "../management/Metrics.ts";

/** Where disagreements are reported. */
export interface RequestObserverOptions {
  readonly metrics: Pick<Metrics, "requestDisagreement">;
  readonly logger: Pick<Logger, "debug" | "warn">;
}

/**
 * Makes the observer that shows rejected requests, and one in a hundred of the accepted ones, to
 * express-openapi-validator. It decides nothing: a disagreement becomes a metric and a line of the log, which hold the
 * location in the document and nothing that the client sent.
 */
export function createRequestObserver(
  contract: Contract,
  { metrics, logger }: RequestObserverOptions,
): (observed: ObservedRequest) => void {
  const opinion = createSecondOpinion({
    contract,
    onDisagreement: ({ knownFault, ...facts }) => {
      metrics.requestDisagreement(knownFault === undefined ? "unknown" : "known");
      const level = knownFault === undefined ? "warn" : "debug";
      logger[level]("The second opinion on a request differs.", { knownFault, ...facts });
    },
    onError: (error) => logger.warn("The second opinion on a request failed.", { error }),
  });
  return opinion.observe;
}
