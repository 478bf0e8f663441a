/**
 * What went wrong between us and vCenter.
 *
 * - `paused`: it failed too often lately and is left alone for a while.
 * - `certificate`: it could not prove who it is.
 * - `connection`, `timeout`, `size`, `status`, `content`: what it did instead of answering properly.
 */
export type VcenterFaultKind =
  | "paused"
  | "certificate"
  | "connection"
  | "timeout"
  | "size"
  | "status"
  | "content";

/** The facts of a fault. */
export interface VcenterFaultFacts {
  readonly kind: VcenterFaultKind;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  /** @default true, but for statuses from 400 to 499 */
  readonly isOutage?: boolean;
  readonly cause?: unknown;
}

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
   * Whether the next sign-in is likely to fail too. A refusal of this one request (by a firewall in between, say) is
   * none: if it counted, a stranger with odd names could stop everybody's sign-in.
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
