/** What went wrong between a command and a running server. */
export type ControlFault =
  /** The socket is there and does not let us in. */
  | "not-permitted"
  /** Something else stands where the socket should be, or others can reach it. */
  | "not-trusted"
  /** The server took the request and gave no whole answer. */
  | "no-answer"
  /** The server speaks another version of the protocol. */
  | "other-version";

/** A running server could not be asked. */
export class ControlError extends Error {
  readonly code = "CONTROL_FAILED";
  readonly fault: ControlFault;

  constructor(fault: ControlFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ControlError";
    this.fault = fault;
  }
}
