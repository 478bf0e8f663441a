/**
 * What went wrong between us and vCenter.
 *
 * - `paused`: it failed too often lately and is not called for a while.
 * - `certificate`: it could not prove its identity.
 * - `connection`, `timeout`, `size`, `status`, `content`: the part of the exchange that failed.
 */
type VcenterFaultKind = "paused" | "certificate" | "connection" | "timeout" | "size" | "status" | "content";

/** The facts of a fault. */
interface VcenterFaultFacts {
  readonly kind: VcenterFaultKind;
  /** The HTTP status; absent without a response. */
  readonly status?: number;
  /** @default true, but for statuses from 400 to 499 */
  readonly isOutage?: boolean;
  readonly cause?: unknown;
}

/** Codes of OpenSSL's certificate checks, as Node names them. */
const CERTIFICATE_CODE = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|HOSTNAME_MISMATCH|INVALID_(?:CA|PURPOSE)/;

/**
 * vCenter did not say whether the password is right; this is not a wrong password (AUT-14).
 *
 * Neither message nor cause hold credentials, session tokens or anything that vCenter sent but a status and names of
 * faults.
 */
export class VcenterFaultError extends Error {
  readonly code = "VCENTER_FAULT";
  readonly kind: VcenterFaultKind;
  readonly status: number | undefined;
  /**
   * Whether the next sign-in is likely to fail too. A rejection of this one request (by a firewall in between, say) is
   * none: if it counted, a client with malformed names could stop the sign-ins of all users.
   */
  readonly isOutage: boolean;

  constructor(message: string, facts: VcenterFaultFacts) {
    super(message, facts.cause === undefined ? {} : { cause: facts.cause });
    this.name = "VcenterFaultError";
    this.kind = facts.kind;
    this.status = facts.status;
    this.isOutage = facts.isOutage ?? !isClientError(facts.status);
  }
}

function isClientError(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status < 500;
}

/** Makes the fault for an unexpected status. */
export function statusFault(call: string, status: number): VcenterFaultError {
  const redirect = status >= 300 && status < 400;
  const advice = redirect ? " Redirects are not followed; set GATEHOUSE_VSPHERE_URL to where it points." : "";
  return new VcenterFaultError(`vCenter responded to ${call} with status ${status}.${advice}`, {
    kind: "status",
    status,
  });
}

/**
 * Names what broke a call to vCenter.
 *
 * The cause is a new error with code and message alone: those of the HTTP client carry pieces of what was received.
 */
export function toVcenterFault(call: string, error: unknown): VcenterFaultError {
  const code = codeOf(error);
  const cause = new Error(code);
  if (error instanceof Error && (error.name === "TimeoutError" || code === "UND_ERR_CONNECT_TIMEOUT")) {
    return new VcenterFaultError(`vCenter did not respond to ${call} in time.`, { kind: "timeout", cause });
  }
  if (code === "UND_ERR_RES_EXCEEDED_MAX_SIZE") {
    return new VcenterFaultError(`The response of vCenter to ${call} is too large.`, { kind: "size", cause });
  }
  if (CERTIFICATE_CODE.test(code)) {
    const advice = "Check the name in GATEHOUSE_VSPHERE_URL and the authority in GATEHOUSE_VSPHERE_CA_FILE.";
    return new VcenterFaultError(`The certificate of vCenter is not accepted (${code}). ${advice}`, {
      kind: "certificate",
      cause,
    });
  }
  return new VcenterFaultError(`The connection to vCenter failed during ${call} (${code}).`, {
    kind: "connection",
    cause,
  });
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "UNKNOWN";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
