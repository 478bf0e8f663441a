import type { Authenticator, Clock } from "@gatehouse/sessions";
import { localTenancy } from "../accounts/identityOf.ts";
import type { VsphereConfiguration } from "../config/Configuration.ts";
import type { Logger } from "../logging/Logger.ts";
import { createVsphereAuthenticator } from "../vsphere/createVsphereAuthenticator.ts";

/** What sign-in by vSphere is made of. */
export interface OpenVsphereOptions {
  readonly vsphere: VsphereConfiguration;
  readonly clock: Clock;
  readonly wallClock: Clock;
  readonly logger: Logger;
}

/**
 * Opens sign-in by vSphere, where a vCenter is configured.
 *
 * @throws {VsphereOptionsError} when the file of its certificate authority changed for the worse since it was checked.
 */
export function openVsphere(options: OpenVsphereOptions): readonly Authenticator[] {
  const { vsphere, clock, wallClock, logger } = options;
  if (vsphere.kind === "off") return [];
  const { url, certificateAuthorityFile: file, roles, connectTimeoutSeconds, timeoutSeconds } = vsphere;
  const authenticator = createVsphereAuthenticator({
    url,
    ...(file === undefined ? {} : { certificateAuthorityFile: file }),
    roles,
    membership: localTenancy,
    clock,
    wallClock,
    logger,
    connectTimeoutMs: connectTimeoutSeconds * 1000,
    signInTimeoutMs: timeoutSeconds * 1000,
  });
  return [authenticator];
}
