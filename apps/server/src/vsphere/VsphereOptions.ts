import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Clock, SessionUser } from "@gatehouse/sessions";
import { isLoopback } from "../http/createAddressReader.ts";
import type { Logger } from "../logging/createLogger.ts";
import type { VsphereRoles } from "./parseVsphereRoles.ts";

/** Options of `createVsphereAuthenticator`. */
export interface VsphereOptions {
  /** The vCenter, as `https://vcenter.example.com`; plain `http:` on a loopback address only. */
  readonly url: string;
  /** PEM file with the authority that signed vCenter's certificate. @default those that Node trusts */
  readonly certificateAuthorityFile?: string;
  /** The roles of users, see `readVsphereRoles`. */
  readonly roles: VsphereRoles;
  /** The organizations of every user of this vCenter on this appliance. */
  readonly membership: Pick<SessionUser, "enterprise" | "organizations" | "currentOrganization">;
  /** Measures waits and pauses; never jumps. */
  readonly clock: Clock;
  /** The time of the machine, which vCenter compares with its own when it is asked for groups. */
  readonly wallClock: Clock;
  readonly logger: Pick<Logger, "info" | "warn">;
  /** For TCP and TLS together. @default 3000 */
  readonly connectTimeoutMs?: number;
  /** The time from the first byte to the result, groups included. @default 10000 */
  readonly signInTimeoutMs?: number;
  /** For the deletion of the vCenter session, which comes on top. @default 3000 */
  readonly signOutTimeoutMs?: number;
  /** How many sign-ins may be pending; more are rejected at once. @default 16 */
  readonly concurrency?: number;
  /** Faults in a row after which vCenter is not called for a while. @default 5 */
  readonly faultsBeforePause?: number;
  /** How long it is not called. @default 30000 */
  readonly pauseMs?: number;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** Address or certificate authority of the vCenter cannot be used. */
export class VsphereOptionsError extends Error {
  readonly code = "VSPHERE_OPTIONS_UNUSABLE";
  /** Which of the two. */
  readonly option: "url" | "certificateAuthorityFile";

  constructor(option: "url" | "certificateAuthorityFile", message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "VsphereOptionsError";
    this.option = option;
  }
}

/**
 * Checks the address of a vCenter. The text itself is never repeated: it may hold a password.
 *
 * @returns scheme, host and port
 * @throws {VsphereOptionsError} when it is more or less than scheme, host and port, or the password would travel in the
 *   clear.
 */
export function readVcenterOrigin(text: string): string {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw new VsphereOptionsError("url", "It must be an address such as https://vcenter.example.com.");
  }
  if (url.username !== "" || url.password !== "") {
    throw new VsphereOptionsError(
      "url",
      "It must not hold a user or password. Everybody signs in with their own.",
    );
  }
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "") {
    throw new VsphereOptionsError("url", `It must end after host and port: ${url.origin}.`);
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname.replace(/^\[(.*)\]$/, "$1"))) {
    const message = "Passwords travel over https only; http is for a loopback address, such as a proxy's.";
    throw new VsphereOptionsError("url", message);
  }
  return url.origin;
}

/**
 * Reads the certificates of the authorities that a vCenter's certificate may come from. A file without a certificate is
 * rejected here, because TLS accepts it silently and then trusts no server.
 *
 * @returns PEM
 * @throws {VsphereOptionsError} when the file cannot be read or holds no certificate.
 */
export function readCertificateAuthority(file: string): string {
  const certificates = readText(file).match(CERTIFICATE) ?? [];
  if (certificates.length === 0) {
    throw new VsphereOptionsError("certificateAuthorityFile", `${file} holds no certificate in PEM form.`);
  }
  for (const [index, certificate] of certificates.entries())
    check(certificate, `${file}, certificate ${index + 1},`);
  return certificates.join("\n");
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
    throw new VsphereOptionsError("certificateAuthorityFile", `${file} cannot be read (${reason}).`, {
      cause,
    });
  }
}

function check(certificate: string, place: string): void {
  try {
    new X509Certificate(certificate);
  } catch (cause) {
    throw new VsphereOptionsError("certificateAuthorityFile", `${place} is damaged.`, { cause });
  }
}
