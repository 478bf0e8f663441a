import { setTimeout as pause } from "node:timers/promises";
import type { Attack, AttackContext, CaseResult } from "../Attack.ts";
import { ADMIN_PASSWORD, SESSIONS, type Target } from "../startTarget.ts";

/** The administrator's address; the flood comes from others. */
const HOME = "127.0.0.2";
/** What obeys `Retry-After` gets in within so many attempts. */
const MOST_ATTEMPTS = 3;
const LONGEST_WAIT_SECONDS = 30;

/** The users that the flood signs in as. */
const cases: readonly { readonly name: string; username(index: number): string }[] = [
  { name: "guesses at the administrator", username: () => "admin" },
  { name: "guesses at names that do not exist", username: (index) => `nobody-${index}` },
  {
    name: "guesses at the administrator, spelled in many ways",
    username: (index) => (index % 2 ? "ADMIN" : "Admin "),
  },
];

function signIn(target: Target, username: string, { password = "wrong wrong wrong", from = HOME }) {
  const body = { username, password };
  return target.send({ method: "POST", path: SESSIONS, body, from, longestMilliseconds: 60_000 });
}

/** Sends so many attempts a second, each from an address of its own, until it is stopped. */
function startFlood(target: Target, perSecond: number, username: (index: number) => string) {
  const statuses = new Map<number, number>();
  let index = 0;
  const timer = setInterval(() => {
    index += 1;
    const from = `127.${1 + ((index >> 14) & 63)}.${(index >> 7) & 127}.${3 + (index & 127)}`;
    void signIn(target, username(index), { from }).then(({ status }) => {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    });
  }, 1000 / perSecond);
  return { statuses, stop: () => clearInterval(timer) };
}

/** Signs in as a well-behaved client does; gives how many attempts it took, or nothing when they were too many. */
async function enter(target: Target): Promise<number | undefined> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const { status, headers } = await signIn(target, "admin", { password: ADMIN_PASSWORD });
    if (status === 200) return attempt;
    await pause(Math.min(Number(headers["retry-after"] ?? 1), LONGEST_WAIT_SECONDS) * 1000);
  }
  return undefined;
}

async function attackWith(
  context: AttackContext,
  perSecond: number,
  username: (index: number) => string,
): Promise<Omit<CaseResult, "name">> {
  const target = await context.start();
  await enter(target);
  const flood = startFlood(target, perSecond, username);
  await pause(context.amount({ quick: 2000, full: 10_000 }));
  const tries = context.amount({ quick: 3, full: 15 });
  const entered: (number | undefined)[] = [];
  for (let index = 0; index < tries; index += 1) {
    entered.push(await enter(target));
    await pause(200);
  }
  flood.stop();
  await target.stop("SIGKILL");
  const successes = entered.filter((attempts) => attempts !== undefined);
  const responses = [...flood.statuses].map(([status, count]) => `${count} x ${status}`).join(", ");
  const saw = `${perSecond}/s got ${responses}; the administrator signed in ${successes.length} of ${tries} times, with ${entered.map((attempts) => attempts ?? "none").join(" ")} attempts.`;
  return { held: successes.length === tries, saw };
}

/** Sign-ins from many addresses, while an administrator whose address is known wants to get in. */
export const signInFlood: Attack = {
  name: "sign-in-flood",
  ids: ["AUT-08", "FAIL-11"],
  does: "Floods sign-in from many addresses while an administrator who was here before obeys Retry-After.",
  inTests: false,
  async run(context) {
    const results: CaseResult[] = [];
    const rates = context.size === "quick" ? [60] : [60, 200];
    for (const { name, username } of context.size === "quick" ? cases.slice(0, 1) : cases) {
      for (const rate of rates) {
        results.push({ name: `${name}, ${rate}/s`, ...(await attackWith(context, rate, username)) });
      }
    }
    return results;
  },
};
