import type { Configuration } from "../../config/Configuration.ts";
import type { ConfigurationFault } from "../../config/createSettingsReader.ts";
import type { TrustProblem } from "../../config/findTrustProblems.ts";
import type { ControlReply } from "../../control/askServer.ts";
import type { ServerDescription } from "../../control/controlProtocol.ts";
import type { Invocation } from "../Invocation.ts";

/**
 * - `ok`: as it should be.
 * - `warn`: it works, and something is to be done soon.
 * - `fail`: it does not work, or not safely.
 * - `skipped`: it cannot be checked until another problem is solved.
 */
export type FindingStatus = "ok" | "warn" | "fail" | "skipped";

/** The finding of a check. */
export interface Finding {
  readonly name: string;
  readonly status: FindingStatus;
  /** The observation, as one sentence. */
  readonly message: string;
  /** The remedy; present unless the status is `ok`. */
  readonly advice?: string;
}

/** The input of the checks. */
export interface DoctorContext {
  readonly invocation: Invocation;
  readonly dataDirectory: string;
  /** Absent when there are faults. */
  readonly configuration: Configuration | undefined;
  readonly faults: readonly ConfigurationFault[];
  /** Files that the server would not start with; each check shows those of its part. */
  readonly trustProblems: readonly TrustProblem[];
  /** Absent when no server responds. */
  readonly server: ServerDescription | undefined;
  /** How the server was found, or why it could not be asked. */
  readonly contact: ControlReply<"describeServer">["kind"] | Error;
  /** Whether the data directory is there and can be looked into. */
  readonly canLook: boolean;
}

/** Looks at one thing. Rejects only when it is at its own end. */
export type Check = (context: DoctorContext) => Promise<Finding>;

/** A finding without the name, which is that of the check. */
export type Observation = Omit<Finding, "name">;

/** As it should be. */
export const ok = (message: string): Observation => ({ status: "ok", message });
/** It works, and something is to be done soon. */
export const warn = (message: string, advice: string): Observation => ({ status: "warn", message, advice });
/** It does not work, or not safely. */
export const fail = (message: string, advice: string): Observation => ({ status: "fail", message, advice });
/** It cannot be checked yet. */
export const skipped = (message: string, advice: string): Observation => ({
  status: "skipped",
  message,
  advice,
});

/** There is no data directory to look into. */
export const needsDirectory = skipped(
  "the data directory cannot be read",
  "See the check of the data directory.",
);
/** There are no settings to go by. */
export const needsSettings = skipped("the settings have problems", "Correct the settings first.");
