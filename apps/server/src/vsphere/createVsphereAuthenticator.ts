import type { AuthenticationOutcome, Authenticator, Credentials } from "@gatehouse/sessions";
import { askVcenter, type VcenterResult } from "./askVcenter.ts";
import { fitsBasic } from "./connectToVcenter.ts";
import { createCircuitBreaker, createUsualDelay } from "./createCircuitBreaker.ts";
import { rolesOf, toPrincipal, type VsphereMember } from "./parseVsphereRoles.ts";
import { VcenterFaultError } from "./VcenterFaultError.ts";
import { readCertificateAuthority, readVcenterOrigin, type VsphereOptions } from "./VsphereOptions.ts";

const AUTH_TYPE = "vsphere";
const BUSY_SECONDS = 1;
/** How many of the pending sign-ins are reserved for familiar addresses (AUT-08). */
const KEPT_FOR_FAMILIAR = 4;
const defaults = {
  connectTimeoutMs: 3000,
  signInTimeoutMs: 10_000,
  signOutTimeoutMs: 3000,
  concurrency: 16,
  faultsBeforePause: 5,
  pauseMs: 30_000,
};

/**
 * Makes the authenticator of `authType: vsphere`, which signs people in with the single sign-on of a vCenter.
 *
 * @example
 * const roles = readVsphereRoles("/etc/gatehouse/vsphere-roles.json");
 * const url = "https://vcenter.example.com";
 * const vsphere = createVsphereAuthenticator({ url, roles, membership, clock, wallClock, logger });
 *
 * @throws {VsphereOptionsError} when address or certificate authority cannot be used.
 */
export function createVsphereAuthenticator(given: VsphereOptions): Authenticator {
  const options = { ...defaults, ...given };
  const usualDelay = createUsualDelay(options);
  const breaker = createBreaker(options);
  const question = createQuestion(options);
  let underWay = 0;

  /** A rejection without a call to vCenter takes as long as one by vCenter, and has the same result (AUT-04). */
  async function rejectWithoutCall(
    reason: "locked" | "unknown-user" | "wrong-password",
  ): Promise<AuthenticationOutcome> {
    const waitMs = breaker.waitMs();
    if (waitMs > 0) return unavailable(pausedFault(waitMs));
    await usualDelay.wait();
    return { kind: "refused", reason };
  }

  async function ask({ username, password }: Credentials): Promise<AuthenticationOutcome> {
    if (!breaker.take()) return unavailable(pausedFault(breaker.waitMs()));
    let healthy = false;
    try {
      const result = await askVcenter({ ...question, usualDelay }, { username, password });
      healthy = true;
      return toOutcome(options, result);
    } catch (error) {
      healthy = error instanceof VcenterFaultError && !error.isOutage;
      return unavailable(error);
    } finally {
      breaker.report(healthy);
    }
  }

  async function check(credentials: Credentials): Promise<AuthenticationOutcome> {
    if (credentials.mustReject) return rejectWithoutCall("locked");
    if (!fitsBasic(credentials.username)) return rejectWithoutCall("unknown-user");
    // vCenter may pass it on to a directory that takes an empty password for an anonymous visitor (AUT-05).
    if (credentials.password === "") return rejectWithoutCall("wrong-password");
    return ask(credentials);
  }

  return {
    authType: AUTH_TYPE,
    async authenticate(credentials) {
      const kept = credentials.familiar === true ? 0 : Math.min(KEPT_FOR_FAMILIAR, options.concurrency - 1);
      if (underWay >= options.concurrency - kept) return { kind: "busy", retryAfterSeconds: BUSY_SECONDS };
      underWay += 1;
      try {
        return await check(credentials);
      } finally {
        underWay -= 1;
      }
    },
  };
}

type CompleteOptions = VsphereOptions & typeof defaults;

function createBreaker({ clock, logger, faultsBeforePause, pauseMs }: CompleteOptions) {
  return createCircuitBreaker({
    clock,
    failures: faultsBeforePause,
    pauseMs,
    onChange(state) {
      if (state === "closed") logger.info("vCenter responds again.");
      else
        logger.warn("vCenter failed too often in a row. It is not called for a while.", {
          faultsBeforePause,
          pauseMs,
        });
    },
  });
}

function createQuestion(options: CompleteOptions) {
  const { certificateAuthorityFile: file, connectTimeoutMs, roles } = options;
  const { signInTimeoutMs, signOutTimeoutMs, wallClock, logger } = options;
  return {
    address: {
      origin: readVcenterOrigin(options.url),
      certificateAuthority: file === undefined ? undefined : readCertificateAuthority(file),
      connectTimeoutMs,
    },
    ssoDomain: roles.groups.size === 0 ? undefined : roles.ssoDomain,
    signInTimeoutMs,
    signOutTimeoutMs,
    wallClock,
    logger,
  };
}

function toOutcome(options: VsphereOptions, result: VcenterResult): AuthenticationOutcome {
  switch (result.kind) {
    case "accepted":
      return { kind: "authenticated", identity: toIdentity(options, result.member) };
    case "refused":
      return { kind: "refused", reason: "wrong-password" };
    case "busy":
      return result;
  }
}

function toIdentity({ roles, membership }: VsphereOptions, member: VsphereMember) {
  return {
    user: {
      ...membership,
      authType: AUTH_TYPE,
      subject: toPrincipal(member.username).key,
      username: member.username,
    },
    roles: rolesOf(roles, member),
  };
}

function pausedFault(waitMs: number): VcenterFaultError {
  const seconds = Math.ceil(waitMs / 1000);
  return new VcenterFaultError(`vCenter failed repeatedly; it is asked again in ${seconds} s.`, {
    kind: "paused",
  });
}

function unavailable(cause: unknown): AuthenticationOutcome {
  return { kind: "unavailable", cause };
}
