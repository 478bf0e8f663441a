import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { createGatehouseClient } from "@gatehouse/client";
import { Agent, fetch as undiciFetch } from "undici";
import { expect, onTestFinished, test } from "vitest";
import { SOURCE_MAIN } from "../support/bundled.ts";
import { requireTool } from "../support/requireTool.ts";
import { runServerProcess, type ServerProcess, startServerProcess } from "../support/startServerProcess.ts";

const run = promisify(execFile);
const PASSWORD = "correct horse battery staple";
const TEST_TIMEOUT_MILLISECONDS = 60_000;

/** A client that trusts the server's own certificate and nothing else. */
function createClient(server: ServerProcess) {
  const ca = readFileSync(join(server.dataDirectory, "tls-cert.pem"), "utf8");
  const dispatcher = new Agent({ connect: { ca } });
  onTestFinished(() => dispatcher.close());
  return createGatehouseClient({
    baseUrl: server.origin,
    fetch: (url, init) => undiciFetch(url, { ...init, dispatcher }),
  });
}

/** Runs a command line as the operator would paste it. */
async function shell(command: string): Promise<string> {
  const { stdout } = await run("bash", ["-c", command]);
  return stdout;
}

test("the client signs in, reads its session and signs out with real TLS and a real store", {
  timeout: TEST_TIMEOUT_MILLISECONDS,
}, async () => {
  const server = await startServerProcess({ GATEHOUSE_ADMIN_PASSWORD: PASSWORD });
  const client = createClient(server);
  const signedIn = await client.signIn({ username: "admin", password: PASSWORD });
  expect(signedIn.data?.user.roles).toEqual(["System Administrator", "Appliance Administrator"]);
  expect((await client.session()).data?.user.username).toBe("admin");
  expect((await client.signOut()).error).toBeUndefined();
  expect((await client.session()).error?.errorCode).toBe("INVALID_SESSION_TOKEN");
  expect(await server.stop("SIGTERM")).toBe(0);
});

test("the printed curl line signs in, and the seed's curl line signs out with the published body", {
  timeout: TEST_TIMEOUT_MILLISECONDS,
}, async (context) => {
  requireTool(context, "curl");
  const server = await startServerProcess({}, { program: SOURCE_MAIN });
  const line = /^ *(curl .+)$/m.exec(server.output())?.[1] ?? "";
  const signedIn = await shell(`${line} --silent`);
  const token = /^x-hm-authorization: (\S+)/m.exec(signedIn)?.[1];
  expect(token).toMatch(/^[\w-]{43}$/);

  // The line of the published page, with {api_host} and <value> filled in, and the certificate made known.
  const seed = `curl -X DELETE -H 'Authorization: ${token}' ${server.origin}/api/admin/v1/sessions`;
  const trusting = `${seed} --silent --cacert '${join(server.dataDirectory, "tls-cert.pem")}'`;
  const published = { success: true, completed: true, time: 1753089693083, version: "1.0" };
  const answer: unknown = JSON.parse(await shell(trusting));
  expect(answer).toEqual({ ...published, time: expect.any(Number) });
  expect(Object.keys(answer as object)).toEqual(Object.keys(published));
  expect(JSON.parse(await shell(trusting))).toMatchObject({
    errorCode: "INVALID_SESSION_TOKEN",
    error: "No active session found",
  });
});

test("a session survives a restart, and an ended session stays ended", {
  timeout: TEST_TIMEOUT_MILLISECONDS,
}, async () => {
  const first = await startServerProcess({ GATEHOUSE_ADMIN_PASSWORD: PASSWORD });
  const [kept, ended] = [createClient(first), createClient(first)];
  await kept.signIn({ username: "admin", password: PASSWORD });
  await ended.signIn({ username: "admin", password: PASSWORD });
  await ended.signOut();
  expect(await first.stop("SIGKILL")).toBeNull();
  const port = new URL(first.origin).port;
  await startServerProcess({ GATEHOUSE_DATA_DIR: first.dataDirectory, GATEHOUSE_PORT: port });
  expect((await kept.session()).data?.user.username).toBe("admin");
  expect((await ended.session()).error?.errorCode).toBe("INVALID_SESSION_TOKEN");
});

test("NET-01 plain HTTP on the TLS port is closed, never redirected", {
  timeout: TEST_TIMEOUT_MILLISECONDS,
}, async () => {
  const server = await startServerProcess({ GATEHOUSE_ADMIN_PASSWORD: PASSWORD });
  const socket = connect(Number(new URL(server.origin).port), "127.0.0.1");
  socket.end("GET /api/admin/v1/sessions HTTP/1.1\r\nhost: localhost\r\n\r\n");
  let answer = "";
  for await (const chunk of socket) answer += String(chunk);
  expect(answer).not.toMatch(/^HTTP\/1\.1 [23]/);
});

test("SES-09 OPS-03 the server does not start with invalid settings and reports all of them", async () => {
  const { code, errors } = await runServerProcess({
    GATEHOUSE_IDLE_TIMEOUT_SECONDS: "10",
    GATEHOUSE_PROT: "1",
    GATEHOUSE_ADMIN_PASSWORD: "canary",
  });
  expect(code).toBe(2);
  expect(errors).toContain("GATEHOUSE_IDLE_TIMEOUT_SECONDS: It must be a whole number from 30 to 86400");
  expect(errors).toContain("Did you mean GATEHOUSE_PORT?");
  expect(errors).not.toContain("canary");
});
