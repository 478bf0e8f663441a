import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { ManagementConfiguration } from "../config/Configuration.ts";
import { createManagementServer, type ManagementOptions } from "../management/createManagementServer.ts";

/** The listener for monitors. */
export interface RunningManagement {
  /** `http://<host>:<port>`; absent when the listener is off. */
  readonly origin: string | undefined;
  close(): Promise<void>;
}

/** Starts the listener for monitors, unless it is off. */
export async function startManagement(
  configuration: ManagementConfiguration,
  options: ManagementOptions,
): Promise<RunningManagement> {
  if (configuration.kind === "off") return { origin: undefined, close: async () => undefined };
  const server = createManagementServer(options);
  server.listen(configuration.port, configuration.host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const host = configuration.host.includes(":") ? `[${configuration.host}]` : configuration.host;
  return {
    origin: `http://${host}:${port}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
