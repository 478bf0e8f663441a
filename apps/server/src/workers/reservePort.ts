import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";

const LONGEST_PORT_MILLISECONDS = 2000;
const PORT_AGAIN_MILLISECONDS = 50;

/**
 * Finds a free port where any may be taken. One that another process has is asked for a while: the workers of a parent that
 * was killed need a moment to see it.
 *
 * @throws {Error} of the system
 */
export async function reservePort(port: number, host: string): Promise<number> {
  for (
    const giveUpMs = performance.now() + LONGEST_PORT_MILLISECONDS;
    ;
    await pause(PORT_AGAIN_MILLISECONDS)
  ) {
    const server = createServer().listen(port, host);
    try {
      await once(server, "listening");
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
      if (!isTaken || performance.now() >= giveUpMs) throw error;
      continue;
    }
    const { port: found } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    return found;
  }
}
