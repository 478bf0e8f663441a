import type { Logger } from "../logging/Logger.ts";
import { controlSocketPath, hasControlSockets } from "./controlSocketPath.ts";
import { type AdministrationParts, createAdministration } from "./createAdministration.ts";
import { type ControlSocket, openControlSocket } from "./openControlSocket.ts";
import type { ServerDescription } from "./ServerDescription.ts";

/** What the control of a running server works with. */
export interface ControlOptions {
  readonly dataDirectory: string;
  readonly parts: AdministrationParts;
  readonly logger: Logger;
  /** What the server says of itself, asked for each time. */
  describe(): ServerDescription;
}

/**
 * Lets the owner of the data directory administer a running server, where the platform can keep everybody else out.
 *
 * @throws {ControlSocketError} when the socket cannot be opened
 */
export async function startControl(options: ControlOptions): Promise<ControlSocket> {
  const { dataDirectory, parts, logger, describe } = options;
  if (!hasControlSockets(process.platform)) {
    logger.info("There is no control socket on this platform; stop the server to use the command line.");
    return { close: async () => undefined };
  }
  return openControlSocket({
    path: controlSocketPath(dataDirectory),
    administer: (operator) => ({
      ...createAdministration(parts, operator),
      describeServer: async () => describe(),
    }),
    onFault: (error) => logger.error("An operation of the control socket failed.", { error }),
  });
}
