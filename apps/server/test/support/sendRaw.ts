import { connect } from "node:net";
import { connect as connectTls } from "node:tls";

/** How to speak. */
export interface SendRawOptions {
  /** How long to wait for the end; what came until then is given. @default 2000 */
  readonly longestMilliseconds?: number;
  /** Closes our side right after the bytes. @default false */
  readonly halfClose?: boolean;
}

/**
 * Sends bytes to a server and gives everything that comes back until it closes the connection.
 *
 * @param options a number is `longestMilliseconds`
 */
export async function sendRaw(
  origin: string,
  bytes: string,
  options: SendRawOptions | number = {},
): Promise<{ readonly text: string; readonly closed: boolean }> {
  const { longestMilliseconds = 2000, halfClose = false } =
    typeof options === "number" ? { longestMilliseconds: options } : options;
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
  if (halfClose) socket.end(bytes, "latin1");
  else socket.write(bytes, "latin1");
  const outcome = await closed;
  socket.destroy();
  return { text, closed: outcome };
}
