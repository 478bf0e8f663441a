import type { Writable } from "node:stream";
import type { Clock } from "@gatehouse/sessions";
import { createStreamSink } from "../logging/createStreamSink.ts";
import type { Logger } from "../logging/Logger.ts";
import type { AuditTrail } from "./AuditTrail.ts";
import { createAuditFileSink } from "./createAuditFileSink.ts";
import { createAuditTrail } from "./createAuditTrail.ts";
import { readChainHead } from "./readChainHead.ts";
import { rotateFiles } from "./rotateFiles.ts";

/** Where the audit trail goes. */
export type AuditDestination =
  | { readonly kind: "stream"; readonly stream: Writable }
  | {
      readonly kind: "file";
      readonly file: string;
      readonly maxBytes: number;
      /** How many full files are kept beside the current one. */
      readonly keepFiles: number;
      /** Whether each line carries the hash of the one before. */
      readonly chained: boolean;
    };

/** What `openAuditTrail` works with. */
export interface OpenAuditTrailOptions {
  readonly destination: AuditDestination;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Opens the audit trail of a destination; a chain goes on where the last process left it.
 *
 * @throws {AuditFileError} when the file cannot be used
 */
export async function openAuditTrail({
  destination,
  clock,
  logger,
}: OpenAuditTrailOptions): Promise<AuditTrail> {
  if (destination.kind === "stream") {
    return createAuditTrail({ sink: createStreamSink(destination.stream), clock, logger });
  }
  const { file, maxBytes, keepFiles, chained } = destination;
  const onTrouble = (error: unknown): void =>
    logger.error("A full audit file cannot be put aside; it grows on.", { error });
  const sink = (): ReturnType<typeof createAuditFileSink> =>
    createAuditFileSink({ file, maxBytes, keepFiles, onTrouble });
  if (!chained) return createAuditTrail({ sink: await sink(), clock, logger });
  const { head, unchained } = await readChainHead(file);
  if (unchained) await rotateFiles(file, keepFiles);
  return createAuditTrail({ sink: await sink(), clock, logger, chainHead: head });
}
