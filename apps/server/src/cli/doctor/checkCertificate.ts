import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect } from "node:tls";
import { checkTlsIdentity } from "../../tls/checkTlsIdentity.ts";
import { readTlsIdentity } from "../../tls/readTlsIdentity.ts";
import { selfSignedFiles } from "../../tls/selfSignedFiles.ts";
import { TlsIdentityError } from "../../tls/TlsIdentityError.ts";
import type { TlsIdentityFiles } from "../../tls/TlsIdentityFiles.ts";
import { formatTime, isoTime } from "../terminal/formatTime.ts";
import { reachable } from "./askApi.ts";
import {
  type DoctorScene,
  fail,
  needsDirectory,
  needsSettings,
  type Observation,
  ok,
  warn,
} from "./Finding.ts";

const DAY_MILLISECONDS = 86_400_000;
const SOON_DAYS = 30;
const TIMEOUT_MILLISECONDS = 5000;

/** Whether the certificate is valid, belongs to its key, lasts, and is the one that the server presents (OPS-09). */
export async function checkCertificate(scene: DoctorScene): Promise<Observation> {
  const { configuration, canLook, dataDirectory } = scene;
  if (configuration === undefined) return needsSettings;
  const { tls } = configuration;
  if (tls.kind === "off") return ok("none: plain HTTP, on a loopback address only");
  if (tls.kind === "files") return inspect(tls, scene);
  if (!canLook) return needsDirectory;
  const files = selfSignedFiles(dataDirectory);
  const isThere = existsSync(files.certificateFile) && existsSync(files.keyFile);
  return isThere ? inspect(files, scene) : ok("none yet; the first start of the server makes one");
}

async function inspect(
  files: TlsIdentityFiles,
  { configuration, invocation, server }: DoctorScene,
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
    const message = `${kind}, belongs to its key, runs out ${formatTime(identity.expiresAtMs, nowMs)} (${isoTime(identity.expiresAtMs).slice(0, 10)})`;
    const served = server === undefined ? undefined : await readServedFingerprint(server.origin);
    if (served !== undefined && served !== identity.fingerprint) {
      return fail(
        `the running server presents the certificate SHA-256 ${served}, and the files hold ${identity.fingerprint}`,
        "A new pair is taken within 5 s. If this lasts, the log says why it was rejected; else restart the server.",
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
  socket.setTimeout(TIMEOUT_MILLISECONDS, () => socket.destroy(new Error("It took too long.")));
  try {
    await once(socket, "secureConnect");
    return socket.getPeerCertificate().fingerprint256;
  } catch {
    // The check of the API says that it does not answer.
    return undefined;
  } finally {
    socket.destroy();
  }
}
