import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { findListener } from "./findListener.ts";

test.each([
  { host: "127.0.0.1", asked: "127.0.0.1" },
  { host: "::1", asked: "::1" },
  { host: "127.0.0.1", asked: "0.0.0.0" },
  { host: "::ffff:127.0.0.2", asked: "127.0.0.2" },
])("the process that listens on a port of $host is found for $asked", async ({ host, asked }) => {
  const server = createServer().listen(0, host);
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  expect(findListener(port, asked)).toMatchObject({ pid: process.pid, isStopped: false });
});

test("the process that listens on the same port of another address is not named", async () => {
  const server = createServer().listen(0, "127.0.0.2");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  expect(findListener(port, "127.0.0.1")).toBeUndefined();
});

test("a port without a listener has no process", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  expect(findListener(port, "127.0.0.1")).toBeUndefined();
});

test("a stopped process that holds a port is reported as stopped", async () => {
  const program =
    'const s = require("net").createServer().listen(0, "127.0.0.1", () => console.log(s.address().port))';
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "ignore"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [port] = await once(child.stdout, "data");
  child.kill("SIGSTOP");
  await vi.waitFor(() =>
    expect(findListener(Number(port), "127.0.0.1")).toMatchObject({ pid: child.pid, isStopped: true }),
  );
});
