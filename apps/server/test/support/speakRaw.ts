import { connect } from "node:net";
import { connect as connectTls } from "node:tls";

/**
 * Sends bytes to a server and gives everything that comes back until it closes the connection.
 *
 * @param longestMilliseconds how long to wait for the end; what came until then is given
 */
export async function speakRaw(
  origin: string,
  bytes: string,
  longestMilliseconds = 2000,
): Promise<{ readonly text: string; readonly closed: boolean }> {
  const { protocol, hostname, port } = new URL(origin);
  const address = { host: hostname, port: Number(port) };
  const socket =
    protocol === "https:" ? connectTls({ ...address, rejectUnauthorized: false }) : connect(address);
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
  });
  const closed = new Promise<boolean>((resolve) => {
    socket.once("close", () => resolve(true));
    setTimeout(() => resolve(false), longestMilliseconds).unref();
  });
  socket.on("error", () => undefined);
  socket.write(bytes, "latin1");
  const outcome = await closed;
  socket.destroy();
  return { text, closed: outcome };
}
