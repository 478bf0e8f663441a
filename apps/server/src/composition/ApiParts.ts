import type { Writable } from "node:stream";
import type { Contract } from "@gatehouse/contract";
import type { Authenticator, Clock, SessionStore, Sessions } from "@gatehouse/sessions";
import type { LocalAttemptLimiter } from "../accounts/limiter/createAttemptLimiter.ts";
import type { LocalAccounts } from "../accounts/openAccounts.ts";
import type { Configuration } from "../config/Configuration.ts";
import type { Page } from "../http/createPageRoutes.ts";
import type { ServerView } from "../http/requestServer.ts";
import type { Logger } from "../logging/createLogger.ts";
import type { TlsIdentity } from "../tls/TlsIdentity.ts";
import type { Crew } from "../workers/startWorkers.ts";
import type { OpenedIdentity } from "./openIdentity.ts";
import type { Observability } from "./openObservability.ts";

/** Options of the start of a server. */
export interface StartOptions {
  readonly configuration: Configuration;
  /** The clock of sessions: it never jumps. */
  readonly clock: Clock;
  /** The time of the machine, for records and certificates. */
  readonly wallClock: Clock;
  readonly logger: Logger;
  /** Takes a line of the log that another process wrote. */
  readonly logLine: (text: string) => void;
  /** The stream of an audit trail that is written to `stdout`. */
  readonly stdout: Writable;
}

/** The certificate that the server presents; set when it listens. */
export interface PresentedIdentity {
  current: () => TlsIdentity | undefined;
}

/** The parts that the API is served from. */
export interface ApiParts extends Observability {
  readonly contract: Contract;
  readonly sessions: Sessions;
  /** The sessions of the store, measured. */
  readonly store: SessionStore;
  readonly local: LocalAccounts;
  readonly authenticators: readonly Authenticator[];
  readonly limiter: LocalAttemptLimiter;
  readonly status: ServerView["status"];
  readonly pages: ReadonlyMap<string, Page>;
  /** Absent with plain HTTP. */
  readonly identity: OpenedIdentity | undefined;
  readonly presented: PresentedIdentity;
  readonly opening: AsyncDisposableStack;
}

/** An API that is served. */
export interface ServedApi {
  readonly port: number;
  /** The processes that serve; absent where it is this one. */
  readonly crew?: Pick<Crew, "serving" | "restart">;
}
