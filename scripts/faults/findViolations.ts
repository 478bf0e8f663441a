/**
 * What clients saw of the server: every request on a session with the times of its start and end, in milliseconds of one
 * monotonic clock, and its result. The checker decides from this alone.
 */
export type HistoryEntry = Creation | Check | Revocation;

interface Timed {
  readonly startMs: number;
  readonly endMs: number;
}

/** A sign-in that gave a token. A sign-in without one leaves no entry: no client knows its token. */
export interface Creation extends Timed {
  readonly kind: "creation";
  /** A name that the recorder gives, never the token. */
  readonly session: string;
  readonly user: string;
}

/** A request with the token of a session. */
export interface Check extends Timed {
  readonly kind: "check";
  readonly session: string;
  /** `unavailable` is every result that says nothing of the session: 503, 429, a cut connection. */
  readonly result: "accepted" | "rejected" | "unavailable";
}

/** A request that is to end sessions. Its end is the latest time at which the server carries it out. */
export interface Revocation extends Timed {
  readonly kind: "revocation";
  readonly scope: RevocationScope;
  /** `unknown` when there was no response, or one that leaves the outcome open: the sessions may have ended. */
  readonly result: "done" | "unknown";
  /** The path of the request, for readers of a violation. */
  readonly request?: string;
}

/** Which sessions a revocation ends. */
export type RevocationScope =
  | { readonly kind: "session"; readonly session: string }
  | { readonly kind: "user"; readonly user: string; readonly except?: string }
  | { readonly kind: "all" };

/** A promise that the server broke. */
export interface Violation {
  readonly rule: "accepted-after-revocation" | "rejected-while-live" | "accepted-after-rejection";
  readonly session: string;
  readonly check: Check;
  /** What the check contradicts: a revocation, an earlier check, or the creation of the session. */
  readonly because: HistoryEntry;
}

/** Sessions that the revocation names, whether they had been created or not. */
function names({ scope }: Revocation, { session, user }: Creation): boolean {
  switch (scope.kind) {
    case "session":
      return scope.session === session;
    case "user":
      return scope.user === user && scope.except !== session;
    case "all":
      return true;
  }
}

/**
 * Finds the promises that a history breaks:
 *
 * - After a revocation succeeded, no request that starts later is accepted with a session that existed
 *   when the revocation started.
 * - A session is not rejected between the end of its creation and the start of the first revocation that names it.
 * - A session that was rejected once is never accepted by a request that starts later, in spite of revocations
 *   whose outcome is unknown.
 *
 * The limits of sessions must be longer than the history.
 */
export function findViolations(history: readonly HistoryEntry[]): readonly Violation[] {
  const revocations = history.filter(({ kind }) => kind === "revocation") as readonly Revocation[];
  const checks = Map.groupBy(
    history.filter((entry) => entry.kind === "check"),
    ({ session }) => session,
  );
  return history.flatMap((entry) =>
    entry.kind === "creation"
      ? violationsOf(entry, { revocations, checks: checks.get(entry.session) ?? [] })
      : [],
  );
}

interface Beside {
  readonly revocations: readonly Revocation[];
  readonly checks: readonly Check[];
}

function violationsOf(creation: Creation, { revocations, checks }: Beside): readonly Violation[] {
  const { session } = creation;
  const naming = revocations.filter((one) => names(one, creation) && one.endMs >= creation.startMs);
  const ended = earliest(
    naming.filter(({ result, startMs }) => result === "done" && startMs >= creation.endMs),
    "endMs",
  );
  const touched = earliest(naming, "startMs");
  const rejected = earliest(
    checks.filter(({ result }) => result === "rejected"),
    "endMs",
  );
  return checks.flatMap((check): Violation[] => {
    if (check.result === "accepted" && ended !== undefined && check.startMs >= ended.endMs) {
      return [{ rule: "accepted-after-revocation", session, check, because: ended }];
    }
    if (check.result === "accepted" && rejected !== undefined && check.startMs >= rejected.endMs) {
      return [{ rule: "accepted-after-rejection", session, check, because: rejected }];
    }
    const isLive =
      check.startMs >= creation.endMs && (touched === undefined || check.endMs <= touched.startMs);
    if (check.result === "rejected" && isLive) {
      return [{ rule: "rejected-while-live", session, check, because: creation }];
    }
    return [];
  });
}

function earliest<Entry extends Timed>(entries: readonly Entry[], by: keyof Timed): Entry | undefined {
  return entries.reduce<Entry | undefined>(
    (first, entry) => (first === undefined || entry[by] < first[by] ? entry : first),
    undefined,
  );
}
