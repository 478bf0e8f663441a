import type { Administration } from "./Administration.ts";
import type { ServerDescription } from "./ServerDescription.ts";

/** What a running server answers over its control socket. */
export interface ServerControl extends Administration {
  /** What the server says of itself. */
  describeServer(request: Readonly<Record<string, never>>): Promise<ServerDescription>;
}

/** The name of an operation. */
export type ControlOperation = keyof ServerControl;

/** What an operation takes. */
export type ControlInput<Operation extends ControlOperation> = Parameters<ServerControl[Operation]>[0];

/** What an operation gives. */
export type ControlOutput<Operation extends ControlOperation> = Awaited<ReturnType<ServerControl[Operation]>>;

/** The version of the protocol; both sides must speak the same. */
export const CONTROL_VERSION = 1;

/** The longest request, in bytes: room for an import of some thousand accounts. */
export const MAX_REQUEST_BYTES = 1024 * 1024;

/** The longest answer, in bytes: a page of 500 sessions has less than a tenth of it. */
export const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** One line of JSON to the server. */
export interface ControlRequest {
  readonly version: number;
  readonly operation: string;
  /** Who asks, for the audit trail. The socket admits the owner of the data directory only, so it is believed. */
  readonly operator: string;
  readonly input: unknown;
}

/** One line of JSON from the server; it closes the connection after. */
export type ControlAnswer =
  | { readonly version: number; readonly ok: true; readonly output: unknown }
  | { readonly version: number; readonly ok: false; readonly error: ControlFailure };

/** Why an operation was not done. */
export interface ControlFailure {
  /** The `code` of the error that was thrown, or one of the protocol. */
  readonly code: string;
  readonly message: string;
}
