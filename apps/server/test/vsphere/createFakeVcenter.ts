import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { text } from "node:stream/consumers";
import type { TestIdentity } from "./createTestAuthority.ts";
import { writeSecurityToken } from "./writeSecurityToken.ts";

/** The calls a sign-in makes. */
export type VcenterCall = "open" | "whoAmI" | "close" | "groups" | "other";

/** Handles one call in place of the fake, or breaks it. The TCP connection is below the TLS one of the request. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse, tcp: Socket | undefined) => void;

/** A call that a fake vCenter received. */
export interface SeenCall {
  readonly call: VcenterCall;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Options of a fake vCenter. */
export interface FakeVcenterOptions {
  readonly identity: TestIdentity;
  /** Passwords by the name people sign in with. */
  readonly passwords?: Readonly<Record<string, string>>;
  /** Full names by the name people sign in with; the same name where absent. */
  readonly fullNames?: Readonly<Record<string, string>>;
  /** Groups of everybody, as `domain\name`. */
  readonly groups?: readonly string[];
  /** Misbehaviours; can be changed while it runs. */
  readonly behaviour?: Partial<Record<VcenterCall, Behaviour>>;
}

/** A vCenter as far as sign-in goes, on loopback. */
export interface FakeVcenter extends AsyncDisposable {
  readonly url: string;
  readonly seen: readonly SeenCall[];
  /** Sessions opened and not deleted. */
  readonly sessions: ReadonlyMap<string, string>;
  readonly behaviour: Partial<Record<VcenterCall, Behaviour>>;
}

const USERNAME = /<o:Username>([^<]*)<\/o:Username>/;

/** Starts a vCenter that knows a few people and may misbehave at every call. */
export async function createFakeVcenter(options: FakeVcenterOptions): Promise<FakeVcenter> {
  const { identity, passwords = {}, fullNames = {}, groups = [] } = options;
  const seen: SeenCall[] = [];
  const sessions = new Map<string, string>();
  const behaviour = { ...options.behaviour };
  const tcpByPort = new Map<number | undefined, Socket>();

  const answers: Record<VcenterCall, Behaviour> = {
    open(request, response) {
      const [username, password] = decodeBasic(request);
      if (!Object.hasOwn(passwords, username) || passwords[username] !== password) {
        return sendJson(response, 401, { error_type: "UNAUTHENTICATED", messages: [] });
      }
      const token = `token-${sessions.size + seen.length}-of-a-vcenter-session`;
      sessions.set(token, fullNames[username] ?? username);
      return sendJson(response, 201, token);
    },
    whoAmI(request, response) {
      const user = sessions.get(tokenOf(request));
      sendJson(response, user === undefined ? 401 : 200, { user, created_time: "", last_accessed_time: "" });
    },
    close(request, response) {
      response.writeHead(sessions.delete(tokenOf(request)) ? 204 : 401).end();
    },
    groups(_request, response) {
      const [, username = ""] = USERNAME.exec(seen.at(-1)?.body ?? "") ?? [];
      response.setHeader("content-type", "text/xml").end(writeSecurityToken(username, groups));
    },
    other: (_request, response) => sendJson(response, 404, { error_type: "NOT_FOUND" }),
  };

  const server = createServer(
    { cert: identity.certificate, key: identity.key },
    async (request, response) => {
      const call = callOf(request);
      seen.push({ call, path: request.url ?? "", headers: request.headers, body: await text(request) });
      (behaviour[call] ?? answers[call])(request, response, tcpByPort.get(request.socket.remotePort));
    },
  );
  server.on("connection", (tcp) => tcpByPort.set(tcp.remotePort, tcp));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    seen,
    sessions,
    behaviour,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Sends a value as vCenter does. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

function callOf({ method, url = "" }: IncomingMessage): VcenterCall {
  if (url.startsWith("/sts/STSService/") && method === "POST") return "groups";
  if (url !== "/api/session") return "other";
  return method === "POST" ? "open" : method === "GET" ? "whoAmI" : method === "DELETE" ? "close" : "other";
}

function decodeBasic(request: IncomingMessage): readonly [username: string, password: string] {
  const credentials = (request.headers.authorization ?? "").replace(/^Basic /, "");
  const [username = "", ...rest] = Buffer.from(credentials, "base64").toString("utf8").split(":");
  return [username, rest.join(":")];
}

function tokenOf(request: IncomingMessage): string {
  return String(request.headers["vmware-api-session-id"]);
}
