import type { Clock, SessionUser } from "@gatehouse/sessions";
import type { Logger } from "../logging/Logger.ts";
import type { VsphereRoles } from "./VsphereRoles.ts";

/** What `createVsphereAuthenticator` is made of. */
export interface VsphereOptions {
  /** The vCenter, as `https://vcenter.example.com`; plain `http:` on a loopback address only. */
  readonly url: string;
  /** PEM file with the authority that signed vCenter's certificate. @default those that Node trusts */
  readonly certificateAuthorityFile?: string;
  /** Who has which roles, see `readVsphereRoles`. */
  readonly roles: VsphereRoles;
  /** What every user of this vCenter belongs to on this appliance. */
  readonly membership: Pick<SessionUser, "enterprise" | "organizations" | "currentOrganization">;
  /** Measures waits and pauses; never jumps. */
  readonly clock: Clock;
  /** The time of the machine, which vCenter compares with its own when it is asked for groups. */
  readonly wallClock: Clock;
  readonly logger: Pick<Logger, "info" | "warn">;
  /** For TCP and TLS together. @default 3000 */
  readonly connectTimeoutMs?: number;
  /** From the first byte to the answer, groups included. @default 10000 */
  readonly signInTimeoutMs?: number;
  /** For the deletion of the vCenter session, which comes on top. @default 3000 */
  readonly signOutTimeoutMs?: number;
  /** Sign-ins under way at once; more are turned away at once. @default 16 */
  readonly concurrency?: number;
  /** Faults in a row after which vCenter is left alone. @default 5 */
  readonly faultsBeforePause?: number;
  /** How long it is left alone. @default 30000 */
  readonly pauseMs?: number;
}
