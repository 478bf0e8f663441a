import { once } from "node:events";
import { existsSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { request as tlsRequest } from "node:https";
import { createServer } from "node:net";
import { performance } from "node:perf_hooks";
import { connect } from "node:tls";
import { isLoopback } from "../../http/createAddressReader.ts";
import { nodeHttp } from "../../http/nodeHttp.ts";
import { selfSignedFiles } from "../../tls/createSelfSignedIdentity.ts";
import {
  checkTlsIdentity,
  readTlsIdentity,
  TlsIdentityError,
  type TlsIdentityFiles,
} from "../../tls/TlsIdentity.ts";
import { formatTime, isoTime } from "../terminal/formatTable.ts";
import {
  type DoctorContext,
  fail,
  needsDirectory,
  needsSettings,
  type Observation,
  ok,
  warn,
} from "./Finding.ts";

/** How long a response may take. */
const TIMEOUT_MILLISECONDS = 5000;
const PATH = "/api/admin/v1/sessions";

/** The response of the API to a request without a token. */
interface ApiResponse {
  readonly status: number;
  readonly errorCode: string | undefined;
  readonly milliseconds: number;
}

const off = ok("switched off");

const DAY_MILLISECONDS = 86_400_000;
const SOON_DAYS = 30;
const HANDSHAKE_MILLISECONDS = 5000;

/** Checks that the running server responds, or that a server could listen if it were started. */
export async function checkApi({ server, configuration }: DoctorContext): Promise<Observation> {
  if (server !== undefined) return checkResponse(server.origin);
  if (configuration === undefined) return needsSettings;
  return checkPort(configuration, "GATEHOUSE_PORT");
}

/** Whether a port could be listened on. */
async function checkPort(
  { host, port }: { readonly host: string; readonly port: number },
  setting: string,
): Promise<Observation> {
  if (port === 0) return ok(`any free port of ${host}`);
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, "listening");
    return ok(`port ${port} of ${host} is free`);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return fail(
      `port ${port} of ${host} cannot be listened on (${reason})`,
      reason === "EADDRINUSE"
        ? `Another program has it: find it with ss -ltnp 'sport = :${port}', or set ${setting}.`
        : `Choose another one with ${setting}.`,
    );
  } finally {
    probe.close();
  }
}

async function checkResponse(origin: string): Promise<Observation> {
  try {
    const { status, errorCode, milliseconds } = await askApi(origin);
    if (status === 401 && errorCode === "INVALID_SESSION_TOKEN") {
      return ok(`${origin} responds, in ${Math.round(milliseconds)} ms`);
    }
    return fail(
      `${origin} responds with ${status} where 401 was expected`,
      "Check the log of the server; requests may be rejected because it is overloaded.",
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail(`${origin} does not respond: ${reason}`, "Check the log of the server, and restart it.");
  }
}

/** Asks the API for a session without a token. Nothing secret is sent, so the certificate is not checked here. */
async function askApi(origin: string): Promise<ApiResponse> {
  const start = performance.now();
  const url = new URL(PATH, reachable(origin));
  const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
  const request =
    url.protocol === "https:"
      ? tlsRequest(url, { signal, rejectUnauthorized: false, agent: false })
      : nodeHttp.request(url, { signal, agent: false });
  request.end();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  const body = await response.setEncoding("utf8").toArray();
  return {
    status: response.statusCode ?? 0,
    errorCode: errorCodeOf(body.join("")),
    milliseconds: performance.now() - start,
  };
}

/** An address that listens everywhere is no address to call. */
function reachable(origin: string): string {
  return origin.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
}

function errorCodeOf(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && "errorCode" in value;
    return isObject ? String(value.errorCode) : undefined;
  } catch {
    return undefined;
  }
}

/** Checks that monitors get a response, or could get one. */
export async function checkMonitors({ server, configuration }: DoctorContext): Promise<Observation> {
  if (server !== undefined) {
    return server.managementOrigin === undefined ? off : checkReady(server.managementOrigin);
  }
  if (configuration === undefined) return needsSettings;
  const { management } = configuration;
  if (management.kind === "off") return off;
  const port = await checkPort(management, "GATEHOUSE_MANAGEMENT_PORT");
  if (port.status !== "ok" || isLoopback(management.host)) return port;
  return warn(
    `${port.message}, for every client that reaches this machine`,
    "It is plain HTTP without sign-in: protect it with a firewall, or set GATEHOUSE_MANAGEMENT_HOST.",
  );
}

async function checkReady(origin: string): Promise<Observation> {
  try {
    const response = await fetch(`${reachable(origin)}/readyz`, {
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    if (response.ok) return ok(`${origin}/readyz says ready`);
    const text = (await response.text()).trim().slice(0, 200);
    return fail(`${origin}/readyz says ${response.status}: ${text}`, "Check the log of the server.");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail(`${origin} does not respond: ${reason}`, "Check the log of the server, and restart it.");
  }
}

/** Whether the certificate is valid, belongs to its key, lasts, and is the one that the server presents (OPS-09). */
export async function checkCertificate(context: DoctorContext): Promise<Observation> {
  const { configuration, canLook, dataDirectory } = context;
  if (configuration === undefined) return needsSettings;
  const { tls } = configuration;
  if (tls.kind === "off") return ok("none: plain HTTP, on a loopback address only");
  if (tls.kind === "files") return inspect(tls, context);
  if (!canLook) return needsDirectory;
  const files = selfSignedFiles(dataDirectory);
  const isThere = existsSync(files.certificateFile) && existsSync(files.keyFile);
  return isThere ? inspect(files, context) : ok("none yet; the first start of the server makes one");
}

async function inspect(
  files: TlsIdentityFiles,
  { configuration, invocation, server }: DoctorContext,
): Promise<Observation> {
  const nowMs = invocation.wallClock.nowMs();
  const isOwn = configuration?.tls.kind === "selfSigned";
  const renewal = isOwn
    ? "Restart the server after that; it makes a new one."
    : "Replace both files; the running server takes them within seconds.";
  try {
    const identity = readTlsIdentity(files);
    checkTlsIdentity(identity, { files, nowMs });
    const days = (identity.expiresAtMs - nowMs) / DAY_MILLISECONDS;
    const kind = isOwn ? "self-signed" : "from files";
    const message = `${kind}, belongs to its key, expires ${formatTime(identity.expiresAtMs, nowMs)} (${isoTime(identity.expiresAtMs).slice(0, 10)})`;
    const served = server === undefined ? undefined : await readServedFingerprint(server.origin);
    if (served !== undefined && served !== identity.fingerprint) {
      return fail(
        `the running server presents the certificate SHA-256 ${served}, and the files hold ${identity.fingerprint}`,
        "A new pair is accepted within 5 s. If this persists, the log has the reason of its rejection; otherwise restart the server.",
      );
    }
    return days < SOON_DAYS ? warn(message, renewal) : ok(message);
  } catch (error) {
    if (!(error instanceof TlsIdentityError)) throw error;
    return fail(
      error.message,
      isOwn ? "Move both files away and restart the server; it makes new ones." : renewal,
    );
  }
}

/** The SHA-256 of the certificate that a listener presents; nothing where it presents none. */
async function readServedFingerprint(origin: string): Promise<string | undefined> {
  const { protocol, hostname, port } = new URL(reachable(origin));
  if (protocol !== "https:") return undefined;
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const socket = connect({ host, port: Number(port || 443), rejectUnauthorized: false });
  socket.setTimeout(HANDSHAKE_MILLISECONDS, () => socket.destroy(new Error("It took too long.")));
  try {
    await once(socket, "secureConnect");
    return socket.getPeerCertificate().fingerprint256;
  } catch {
    // The check of the API reports that it does not respond.
    return undefined;
  } finally {
    socket.destroy();
  }
}
