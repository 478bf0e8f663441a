import type { Clock } from "@gatehouse/sessions";
import type { Logger } from "../logging/createLogger.ts";
import {
  connectToVcenter,
  type NamedPassword,
  type VcenterAddress,
  type VcenterConnection,
} from "./connectToVcenter.ts";
import type { UsualDelay } from "./createCircuitBreaker.ts";
import {
  closeVcenterSession,
  openVcenterSession,
  readVcenterUser,
  type VcenterSession,
} from "./openVcenterSession.ts";
import type { VsphereMember } from "./parseVsphereRoles.ts";
import { readVcenterGroups } from "./readVcenterGroups.ts";

/** The result of vCenter for a user who signs in. */
export type VcenterResult =
  | { readonly kind: "accepted"; readonly member: VsphereMember }
  | { readonly kind: "refused" }
  | { readonly kind: "busy"; readonly retryAfterSeconds: number };

/** The values of the request. */
interface VcenterQuestion {
  readonly address: VcenterAddress;
  readonly signInTimeoutMs: number;
  readonly signOutTimeoutMs: number;
  /** The single sign-on domain to ask for groups; nothing where no group has a role. */
  readonly ssoDomain: string | undefined;
  readonly wallClock: Clock;
  readonly logger: Pick<Logger, "warn">;
  readonly usualDelay: UsualDelay;
}

/**
 * Asks vCenter for the identity of a user, and leaves no session behind.
 *
 * @throws {VcenterFaultError} when vCenter does not return it.
 */
export async function askVcenter(
  question: VcenterQuestion,
  credentials: NamedPassword,
): Promise<VcenterResult> {
  const connection = connectToVcenter(question.address);
  const signal = AbortSignal.timeout(question.signInTimeoutMs);
  try {
    const opened = await question.usualDelay.measure(() =>
      openVcenterSession(connection, credentials, signal),
    );
    if (opened.kind !== "opened") return opened;
    try {
      const member = await readMember(connection, { question, credentials, session: opened.session, signal });
      return { kind: "accepted", member };
    } finally {
      await closeOrLog(connection, opened.session, question);
    }
  } finally {
    await connection.close();
  }
}

interface MemberQuestion {
  readonly question: VcenterQuestion;
  readonly credentials: NamedPassword;
  readonly session: VcenterSession;
  readonly signal: AbortSignal;
}

async function readMember(connection: VcenterConnection, facts: MemberQuestion): Promise<VsphereMember> {
  const { question, credentials, session, signal } = facts;
  const { wallClock, ssoDomain } = question;
  const username = (await readVcenterUser(connection, session, signal)) ?? credentials.username;
  if (ssoDomain === undefined) return { username, groups: [] };
  const named = { username, password: credentials.password };
  const groups = await readVcenterGroups(connection, { credentials: named, ssoDomain, wallClock, signal });
  return { username, groups };
}

/** Has a time limit of its own: what used up that of the sign-in is the very reason to clean up. */
async function closeOrLog(
  connection: VcenterConnection,
  session: VcenterSession,
  { signOutTimeoutMs, logger }: VcenterQuestion,
): Promise<void> {
  try {
    await closeVcenterSession(connection, session, AbortSignal.timeout(signOutTimeoutMs));
  } catch (error) {
    logger.warn("A vCenter session could not be deleted; it ends at the idle limit of vCenter.", { error });
  }
}
