import type { Server } from "node:http";

/** How long requests in flight may take after the stop signal, in milliseconds. */
const GRACE_MILLISECONDS = 10_000;

/** How often connections that fell idle meanwhile are closed, in milliseconds. */
const SWEEP_MILLISECONDS = 50;

/**
 * Stops a server: takes no new connections, lets requests in flight finish, then closes what is left (OPS-02).
 */
export async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MILLISECONDS);
  const cut = setTimeout(() => server.closeAllConnections(), GRACE_MILLISECONDS);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
