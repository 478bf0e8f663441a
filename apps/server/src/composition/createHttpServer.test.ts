import { once } from "node:events";
import { Agent, createServer, get, type RequestListener } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { drain } from "./createHttpServer.ts";

async function startServer(listener: RequestListener) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  onTestFinished(() => {
    agent.destroy();
    server.closeAllConnections();
  });
  const ask = (): Promise<string> =>
    new Promise((resolve) => {
      const request = get({ port, host: "127.0.0.1", agent }, (response) => {
        const { connection = "" } = response.headers;
        response.resume().on("end", () => resolve(`${response.statusCode} ${connection}`));
      });
      request.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });
  return { server, port, ask };
}

const after = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

test("OPS-02 a server without connections stops at once", async () => {
  const { server } = await startServer((_request, response) => response.end());
  await drain(server);
  expect(server.listening).toBe(false);
});

test("OPS-02 a request in flight is finished, and new connections are rejected", async () => {
  const { server, ask } = await startServer(async (_request, response) => {
    await after(100);
    response.end();
  });
  const inFlight = ask();
  await once(server, "request");
  const drained = drain(server, { idleMilliseconds: 50 });
  expect(await ask()).toBe("ECONNREFUSED");
  expect(await inFlight).toBe("200 keep-alive");
  await drained;
});

test("OPS-02 a kept-alive connection gets one more response, with Connection: close", async () => {
  const { server, ask } = await startServer((_request, response) => response.end());
  expect(await ask()).toBe("200 keep-alive");
  const drained = drain(server);
  expect(await ask()).toBe("200 close");
  await drained;
  expect(await ask()).toBe("ECONNREFUSED");
});

test("OPS-02 under load on kept-alive connections no request is lost", async () => {
  const { server, ask } = await startServer(async (_request, response) => {
    await after(1);
    response.end();
  });
  const outcomes: string[] = [];
  const worker = async (): Promise<void> => {
    for (let outcome = ""; outcome !== "ECONNREFUSED"; outcomes.push(outcome)) outcome = await ask();
  };
  const workers = Array.from({ length: 8 }, worker);
  await after(100);
  await drain(server);
  await Promise.all(workers);
  expect(new Set(outcomes)).toEqual(new Set(["200 keep-alive", "200 close", "ECONNREFUSED"]));
});

test("OPS-02 silent and endless connections do not keep the server from stopping", async () => {
  const { server, port, ask } = await startServer(() => undefined);
  const silent = once(connect(port, "127.0.0.1").resume(), "close");
  const endless = ask();
  await once(server, "request");
  await drain(server, { idleMilliseconds: 20, longestMilliseconds: 100 });
  expect(await endless).toBe("ECONNRESET");
  await silent;
});
