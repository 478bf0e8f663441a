import { existsSync, statSync } from "node:fs";
import { checkTlsIdentity } from "../../tls/checkTlsIdentity.ts";
import { readTlsIdentity } from "../../tls/readTlsIdentity.ts";
import { selfSignedFiles } from "../../tls/selfSignedFiles.ts";
import { TlsIdentityError } from "../../tls/TlsIdentityError.ts";
import type { TlsIdentityFiles } from "../../tls/TlsIdentityFiles.ts";
import { formatTime, isoTime } from "../terminal/formatTime.ts";
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
/** Everybody; a group of its own for keys is common. */
const EVERYBODY = 0o007;

/** Whether the certificate is valid, belongs to its key, and lasts. */
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

function inspect(files: TlsIdentityFiles, { configuration, invocation }: DoctorScene): Observation {
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
    if ((statSync(files.keyFile).mode & EVERYBODY) !== 0 && process.platform !== "win32") {
      return fail(
        `everybody on this machine may open the key ${files.keyFile}`,
        `Run: chmod o= ${files.keyFile}`,
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
