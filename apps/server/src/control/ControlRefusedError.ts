import type { ControlFailure } from "./controlProtocol.ts";

/** A running server was asked and refused; `reason` is the code of the error that it met. */
export class ControlRefusedError extends Error {
  readonly code = "CONTROL_REFUSED";
  readonly reason: string;

  constructor({ code, message }: ControlFailure) {
    super(message);
    this.name = "ControlRefusedError";
    this.reason = code;
  }
}
