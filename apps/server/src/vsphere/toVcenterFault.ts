import { VcenterFaultError } from "./VcenterFaultError.ts";

/** Codes of OpenSSL's certificate checks, as Node names them. */
const CERTIFICATE_CODE = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|HOSTNAME_MISMATCH|INVALID_(?:CA|PURPOSE)/;

/**
 * Names what broke a call to vCenter.
 *
 * The cause is a new error with code and message alone: those of the HTTP client carry pieces of what was received.
 */
export function toVcenterFault(call: string, error: unknown): VcenterFaultError {
  const code = codeOf(error);
  const cause = new Error(code);
  if (error instanceof Error && (error.name === "TimeoutError" || code === "UND_ERR_CONNECT_TIMEOUT")) {
    return new VcenterFaultError(`vCenter did not answer ${call} in time.`, { kind: "timeout", cause });
  }
  if (code === "UND_ERR_RES_EXCEEDED_MAX_SIZE") {
    return new VcenterFaultError(`The answer of vCenter to ${call} is too large.`, { kind: "size", cause });
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
