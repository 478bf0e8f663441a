import { join } from "node:path";

const SOCKET_FILE_NAME = "control.sock";

/** The room for a path in the address of a socket: 108 bytes with the final zero on Linux, 104 on macOS and BSD. */
const MAX_PATH_BYTES = 103;

/** Whether file modes protect sockets on this platform. On Windows they do not, so there is no control socket. */
export function hasControlSockets(platform: NodeJS.Platform): boolean {
  return platform !== "win32";
}

/** The path of the control socket of a data directory. */
export function controlSocketPath(dataDirectory: string): string {
  return join(dataDirectory, SOCKET_FILE_NAME);
}

/**
 * Rejects a path that the address of a socket has no room for; the system would cut it off or fail without a reason.
 *
 * @throws {ControlSocketError} with the length
 */
export function checkSocketPath(path: string): void {
  const bytes = Buffer.byteLength(path);
  if (bytes <= MAX_PATH_BYTES) return;
  throw new ControlSocketError(
    path,
    `has a path of ${bytes} bytes, and the system allows ${MAX_PATH_BYTES}. Choose a shorter GATEHOUSE_DATA_DIR.`,
  );
}

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
