import assert from "node:assert/strict";
import {
  type Authenticator,
  type Credentials,
  defaultSessionLimits,
  liveWindowAt,
} from "@gatehouse/sessions";

/** A place with one account, for one case. */
export interface AuthenticatorTarget extends AsyncDisposable {
  readonly authenticator: Authenticator;
  /** An account with the password `password`. */
  readonly account: { readonly username: string; readonly password: string };
  /** A name without an account. */
  readonly unknownUsername: string;
  /** Takes away what the authenticator depends on. */
  breakUpstream?(): void;
}

/** The authenticator and the accounts that the suite uses. */
export interface AuthenticatorConformanceOptions {
  createTarget(): Promise<AuthenticatorTarget>;
  /** Why nothing it depends on can fail, where that is so; the cases that need it are left out. */
  readonly noUpstream?: string;
}

/** One test, for any test runner. */
export interface AuthenticatorConformanceTest {
  readonly name: string;
  run(): Promise<void>;
}

interface AuthenticatorCase {
  readonly name: string;
  readonly upstream?: true;
  run(target: AuthenticatorTarget): Promise<void>;
}

/**
 * The tests every implementation of `Authenticator` must pass.
 *
 * @example
 * for (const { name, run } of authenticatorConformance({ createTarget })) test(name, run);
 */
export function authenticatorConformance(
  options: AuthenticatorConformanceOptions,
): readonly AuthenticatorConformanceTest[] {
  return cases
    .filter((one) => one.upstream === undefined || options.noUpstream === undefined)
    .map(({ name, run }) => ({
      name,
      async run() {
        await using target = await options.createTarget();
        await run(target);
      },
    }));
}

const hostileNames = [
  "",
  ":",
  "ada:lovelace",
  "line\r\nbreak",
  "\u0000",
  "\u001b[2J",
  "\u2028",
  "\ud800",
  "__proto__",
  "constructor",
  "../../etc/passwd",
  "*)(uid=*",
  "'; --",
  "a".repeat(1024),
];

const cases: readonly AuthenticatorCase[] = [
  {
    name: "AUT-13 the correct password returns an identity of this provider",
    async run({ authenticator, account }) {
      const outcome = await authenticator.authenticate(withPassword(account));
      assert.equal(outcome.kind, "authenticated");
      const { user, roles } = outcome.identity;
      assert.equal(user.authType, authenticator.authType);
      assert.ok(user.subject.length > 0);
      assert.ok(user.username.length > 0);
      assert.ok(user.organizations.some(({ name }) => name === user.currentOrganization));
      assert.ok(roles.every((role) => role.length > 0));
    },
  },
  {
    name: "AUT-13 the same account has the same subject each time",
    async run({ authenticator, account }) {
      const subjects = await Promise.all([1, 2].map(() => subjectOf(authenticator, withPassword(account))));
      assert.equal(subjects[0], subjects[1]);
    },
  },
  {
    name: "LOG-02 an identity does not hold the password",
    async run({ authenticator, account }) {
      const outcome = await authenticator.authenticate(withPassword(account));
      assert.equal(outcome.kind, "authenticated");
      assert.ok(!JSON.stringify(outcome).includes(JSON.stringify(account.password).slice(1, -1)));
    },
  },
  {
    name: "AUT-04 a wrong password and an unknown user are rejected, not thrown",
    async run({ authenticator, account, unknownUsername }) {
      await expectRejected(authenticator, { ...withPassword(account), password: `${account.password}x` });
      await expectRejected(authenticator, { ...withPassword(account), username: unknownUsername });
    },
  },
  {
    name: "AUT-02 a password is not trimmed, folded or cut",
    async run({ authenticator, account }) {
      const { password } = account;
      const near = [
        ` ${password}`,
        `${password} `,
        `${password}\u0000`,
        password.slice(0, -1),
        swapCase(password),
      ];
      for (const other of near)
        await expectRejected(authenticator, { ...withPassword(account), password: other });
    },
  },
  {
    name: "AUT-05 an empty password is rejected for known and unknown users",
    async run({ authenticator, account, unknownUsername }) {
      for (const username of [account.username, unknownUsername]) {
        await expectRejected(authenticator, { username, password: "", mustReject: false });
      }
    },
  },
  {
    name: "AUT-07 an attempt with mustReject is rejected, also with the correct password",
    async run({ authenticator, account }) {
      await expectRejected(authenticator, { ...withPassword(account), mustReject: true });
      await expectRejected(authenticator, { ...withPassword(account), password: "wrong", mustReject: true });
    },
  },
  {
    name: "LOG-04 malformed names are rejected, not thrown",
    async run({ authenticator, account }) {
      for (const username of hostileNames)
        await expectRejected(authenticator, { ...withPassword(account), username });
    },
  },
  {
    name: "AUT-19 a change of password requires the current one, which is rejected afterwards",
    async run({ authenticator, account }) {
      const outcome = await authenticator.authenticate(withPassword(account));
      assert.equal(outcome.kind, "authenticated");
      if (authenticator.changePassword === undefined) return;
      const change = {
        user: outcome.identity.user,
        currentPassword: account.password,
        newPassword: "quartz lantern 48 meadow",
        window: liveWindowAt(Date.now(), defaultSessionLimits),
        mustReject: false,
      };
      const wrong = await authenticator.changePassword({ ...change, currentPassword: "wrong" });
      assert.equal(wrong.kind, "refused");
      assert.equal((await authenticator.changePassword({ ...change, mustReject: true })).kind, "refused");
      assert.equal((await authenticator.changePassword(change)).kind, "changed");
      await expectRejected(authenticator, withPassword(account));
    },
  },
  {
    name: "AUT-14 without its upstream it is unavailable, for correct and wrong passwords",
    upstream: true,
    async run(target) {
      target.breakUpstream?.();
      for (const password of [target.account.password, "wrong"]) {
        const outcome = await target.authenticator.authenticate({
          ...withPassword(target.account),
          password,
        });
        assert.equal(outcome.kind, "unavailable");
      }
    },
  },
];

function withPassword({ username, password }: AuthenticatorTarget["account"]): Credentials {
  return { username, password, mustReject: false };
}

async function expectRejected(authenticator: Authenticator, credentials: Credentials): Promise<void> {
  const outcome = await authenticator.authenticate(credentials);
  assert.equal(outcome.kind, "refused", `${JSON.stringify(credentials.username)} was ${outcome.kind}`);
}

async function subjectOf(
  authenticator: Authenticator,
  credentials: Credentials,
): Promise<string | undefined> {
  const outcome = await authenticator.authenticate(credentials);
  return outcome.kind === "authenticated" ? outcome.identity.user.subject : undefined;
}

function swapCase(text: string): string {
  const upper = text.toUpperCase();
  return text === upper ? text.toLowerCase() : upper;
}
