import type {
  AttemptLimiter,
  AttemptResult,
  AuthenticationOutcome,
  Authenticator,
  Credentials,
  PasswordChange,
  PasswordChangeOutcome,
  SignInAttempt,
} from "@gatehouse/sessions";
import type { Line } from "./createLine.ts";

/** A provider as a worker knows it. */
export interface ProviderFacts {
  readonly authType: string;
  readonly changesPasswords: boolean;
}

/** The response of the parent to the beginning of an attempt; `admitted` carries the number that it is settled by. */
type SentDecision =
  | { readonly kind: "admitted"; readonly familiar: boolean; readonly attempt: number }
  | { readonly kind: "locked" }
  | { readonly kind: "limited"; readonly retryAfterSeconds: number };

type Settle = (result: AttemptResult) => Promise<void>;
type Asked<Question> = Question & { readonly authType: string };

/** The parts that the parent checks passwords with. */
interface SignInParts {
  readonly limiter: AttemptLimiter;
  readonly authenticators: readonly Authenticator[];
}

/** The facts of the providers that a worker needs. */
export function factsOf(authenticators: readonly Authenticator[]): readonly ProviderFacts[] {
  return authenticators.map(({ authType, changePassword }) => ({
    authType,
    changesPasswords: changePassword !== undefined,
  }));
}

/**
 * Checks passwords for a worker, and counts its attempts with those of all others.
 *
 * @returns the calls by name, and the function that settles the attempts of an ended worker
 */
export function serveSignIns({ limiter, authenticators }: SignInParts) {
  const byType = new Map(authenticators.map((one) => [one.authType, one]));
  const attempts = new Map<number, Settle>();
  let lastAttempt = 0;
  let isGone = false;

  async function begin(attempt: SignInAttempt): Promise<SentDecision> {
    const decision = await limiter.begin(attempt);
    if (decision.kind !== "admitted") return decision;
    // It ended while the attempt waited for its turn.
    if (isGone) await decision.settle("unchecked");
    lastAttempt += 1;
    if (!isGone) attempts.set(lastAttempt, decision.settle);
    return { kind: "admitted", familiar: decision.familiar, attempt: lastAttempt };
  }

  async function settle({ attempt, result }: { attempt: number; result: AttemptResult }): Promise<void> {
    const settleAttempt = attempts.get(attempt);
    attempts.delete(attempt);
    await settleAttempt?.(result);
  }

  return {
    calls: new Map<string, (input: never) => unknown>([
      ["attempt.begin", begin],
      ["attempt.settle", settle],
      ["authenticate", (asked: Asked<Credentials>) => byType.get(asked.authType)?.authenticate(asked)],
      [
        "changePassword",
        (asked: Asked<PasswordChange>) => byType.get(asked.authType)?.changePassword?.(asked),
      ],
    ]),
    /** Settles its attempts as unchecked: their outcome is unknown. */
    gone() {
      isGone = true;
      return Promise.all([...attempts.keys()].map((attempt) => settle({ attempt, result: "unchecked" })));
    },
  };
}

/** The limiter of the parent. */
export function remoteLimiter(line: Pick<Line, "call">): AttemptLimiter {
  return {
    async begin(attempted) {
      const decision = (await line.call("attempt.begin", attempted)) as SentDecision;
      if (decision.kind !== "admitted") return decision;
      const { attempt, ...admitted } = decision;
      return {
        ...admitted,
        settle: async (result) => void (await line.call("attempt.settle", { attempt, result })),
      };
    },
  };
}

/** The providers of the parent. */
export function remoteAuthenticators(
  line: Pick<Line, "call">,
  providers: readonly ProviderFacts[],
): readonly Authenticator[] {
  return providers.map(({ authType, changesPasswords }) => ({
    authType,
    authenticate: async (credentials) =>
      (await line.call("authenticate", { ...credentials, authType })) as AuthenticationOutcome,
    ...(changesPasswords && {
      changePassword: async (change: PasswordChange) =>
        (await line.call("changePassword", { ...change, authType })) as PasswordChangeOutcome,
    }),
  }));
}
