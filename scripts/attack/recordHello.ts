import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

const HELLO_FACTS_BYTES = 2 + 32;
const HEADS_BYTES = 5 + 4;
const KEY_SHARES = 51;

/** Records the first message of a client of TLS. @param ecdhCurve the groups of its keys @default those of Node */
export async function recordHello(ecdhCurve = "auto"): Promise<Buffer> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const client = connectTls((listener.address() as AddressInfo).port, "127.0.0.1", { ecdhCurve });
  client.on("error", () => undefined);
  const [socket] = (await once(listener, "connection")) as [Socket];
  const [hello] = (await once(socket, "data")) as [Buffer];
  socket.destroy();
  client.destroy();
  listener.close();
  return hello;
}

/** The same first message without a key share, so that the server asks for one (RFC 8446, sections 4.1.2 and 4.2.8). */
export function withoutKeyShares(hello: Buffer): Buffer {
  const skip = (at: number, lengthBytes: number): number =>
    at + lengthBytes + hello.readUIntBE(at, lengthBytes);
  // Session id, cipher suites and compression methods come before the extensions.
  const extensions = skip(skip(skip(HEADS_BYTES + HELLO_FACTS_BYTES, 1), 2), 1);
  let at = extensions + 2;
  while (hello.readUInt16BE(at) !== KEY_SHARES) at = skip(at + 2, 2);
  const end = skip(at + 2, 2);
  const changed = Buffer.concat([
    hello.subarray(0, at),
    Buffer.of(0, KEY_SHARES, 0, 2, 0, 0),
    hello.subarray(end),
  ]);
  const less = hello.length - changed.length;
  for (const [offset, bytes] of [
    [3, 2],
    [6, 3],
    [extensions, 2],
  ] as const)
    changed.writeUIntBE(hello.readUIntBE(offset, bytes) - less, offset, bytes);
  return changed;
}
