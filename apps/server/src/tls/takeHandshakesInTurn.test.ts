import { PassThrough } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { createServer } from "node:tls";
import { expect, onTestFinished, test, vi } from "vitest";
import { takeHandshakesInTurn } from "./takeHandshakesInTurn.ts";

/** A first message of a client in records of at most so many bytes. */
function helloOf(bytes: number, recordBytes = bytes + 4): Buffer {
  const message = Buffer.alloc(bytes + 4, 7);
  message.writeUInt32BE(0x01_00_00_00 + bytes);
  const records: Buffer[] = [];
  for (let at = 0; at < message.length; at += recordBytes) {
    const part = message.subarray(at, at + recordBytes);
    records.push(Buffer.from([22, 3, 1, part.length >> 8, part.length & 255]), part);
  }
  return Buffer.concat(records);
}

function startServer() {
  const server = createServer();
  const begun: { readonly from: string; readonly bytes: number }[] = [];
  server.removeAllListeners("connection").on("connection", (socket) => {
    begun.push({ from: socket.remoteAddress ?? "", bytes: socket.readableLength });
  });
  takeHandshakesInTurn(server, { longestMilliseconds: 1000 });
  let remotePort = 1024;
  const connect = (remoteAddress: string) => {
    remotePort += 1;
    const stream = new PassThrough({ highWaterMark: 64 * 1024 });
    const socket = Object.assign(stream, { remoteAddress, remotePort });
    server.emit("connection", socket as never);
    return socket;
  };
  return { begun, connect, server };
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await nextTurn();
}

test("NET-22 a turn begins one handshake, and an address that floods does not delay another", async () => {
  const { begun, connect } = startServer();
  for (const from of ["192.0.2.1", "192.0.2.1", "192.0.2.1", "2001:db8::1", "2001:db8::2", "192.0.2.9"]) {
    connect(from).write(helloOf(300));
  }
  const counts: number[] = [];
  for (let turn = 0; turn < 8; turn += 1) {
    await nextTurn();
    counts.push(begun.length);
  }
  expect(counts.every((count, index) => count - (counts[index - 1] ?? 0) <= 1)).toBe(true);
  const order = ["192.0.2.1", "2001:db8::1", "192.0.2.9", "192.0.2.1", "2001:db8::2", "192.0.2.1"];
  expect(begun.map(({ from }) => from)).toEqual(order);
});

test.each([
  { name: "byte by byte", hello: helloOf(40), piece: 1 },
  { name: "in several records", hello: helloOf(2000, 100), piece: 500 },
  { name: "in records of one byte", hello: helloOf(2000, 1), piece: 4000 },
])("NET-22 a first message that arrives $name is passed on as a whole", async ({ hello, piece }) => {
  const { begun, connect } = startServer();
  const socket = connect("192.0.2.1");
  for (let at = 0; at < hello.length; at += piece) {
    expect(begun).toEqual([]);
    socket.write(hello.subarray(at, at + piece));
    await turns(3);
  }
  expect(begun).toEqual([{ from: "192.0.2.1", bytes: hello.length }]);
});

test("NET-01 NET-13 bytes that are no first message are passed on at once; an endless one and a client that leaves are cut", async () => {
  const { begun, connect } = startServer();
  connect("192.0.2.1").write("GET / HTTP/1.1\r\n\r\n");
  const endless = connect("192.0.2.2");
  endless.write(helloOf(60_000, 16_000).subarray(0, 20_000));
  const gone = connect("192.0.2.3");
  gone.end(helloOf(100).subarray(0, 50));
  await turns(6);
  expect(begun.map(({ from }) => from)).toEqual(["192.0.2.1"]);
  expect([endless.destroyed, gone.destroyed]).toEqual([true, true]);
});

test("NET-13 a client that sends its first message byte by byte is cut after the time limit", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const { begun, connect } = startServer();
  const [slow, whole] = [connect("192.0.2.1"), connect("192.0.2.2")];
  whole.write(helloOf(300));
  for (const byte of helloOf(300).subarray(0, 3)) {
    slow.write(Buffer.of(byte));
    await turns(3);
    vi.advanceTimersByTime(400);
  }
  expect([slow.destroyed, whole.destroyed]).toEqual([true, false]);
  expect(begun.map(({ from }) => from)).toEqual(["192.0.2.2"]);
});

test("NET-22 disconnected clients take no turn", async () => {
  const { begun, connect } = startServer();
  const crowd = Array.from({ length: 50 }, () => connect("192.0.2.1"));
  for (const socket of crowd) socket.write(helloOf(300));
  const last = connect("192.0.2.1");
  last.write(helloOf(400));
  await nextTurn();
  for (const socket of crowd) socket.destroy();
  await turns(3);
  expect(begun.at(-1)?.bytes).toBe(last.readableLength);
  expect(begun.length).toBeLessThan(5);
});

test("NET-22 one address has at most 64 pending handshakes; the next begins when one is finished or cut", async () => {
  const { begun, connect, server } = startServer();
  const crowd = Array.from({ length: 70 }, () => connect("192.0.2.1"));
  for (const socket of crowd) socket.write(helloOf(300));
  await turns(80);
  expect(begun).toHaveLength(64);
  connect("192.0.2.2").write(helloOf(300));
  await turns(3);
  expect(begun.map(({ from }) => from).slice(64)).toEqual(["192.0.2.2"]);
  const [cut, finished] = crowd;
  cut?.destroy();
  await turns(3);
  expect(begun).toHaveLength(66);
  server.emit("secureConnection", finished as never);
  await turns(3);
  expect(begun).toHaveLength(67);
});
