/** The control socket cannot be opened. */
export class ControlSocketError extends Error {
  readonly code = "CONTROL_SOCKET_UNUSABLE";
  readonly path: string;

  constructor(path: string, fault: string, options?: ErrorOptions) {
    super(`The control socket ${path} ${fault}`, options);
    this.name = "ControlSocketError";
    this.path = path;
  }
}
