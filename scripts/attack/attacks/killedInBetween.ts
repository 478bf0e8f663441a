import { watch } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { Attack, CaseResult, Scene } from "../Attack.ts";
import { SESSIONS, type Target } from "../startTarget.ts";

const OLD_PASSWORD = "an old lamp beside the window";
const NEW_PASSWORD = "three green boats at the pier";
const ADMINISTRATOR = "System Administrator";

/** What is known after the restart: whether the act is in the store. */
interface Act {
  readonly name: string;
  /** Begins the act on the account `username`; `token` is a session of that account. */
  begin(target: Target, username: string, token: string): Promise<unknown>;
  /** Whether the account shows the act after the restart. */
  isDone(target: Target, username: string): Promise<boolean>;
}

interface ListedAccount {
  readonly username: string;
  readonly disabled: boolean;
  readonly roles: readonly string[];
}

async function accountOf(target: Target, username: string): Promise<ListedAccount | undefined> {
  const { output } = await target.command("accounts", "list", "--json");
  const { accounts } = JSON.parse(output) as { accounts: readonly ListedAccount[] };
  return accounts.find((account) => account.username === username);
}

async function opensWithNewPassword(target: Target, username: string): Promise<boolean> {
  return target.signIn(username, NEW_PASSWORD).then(
    () => true,
    () => false,
  );
}

const acts: readonly Act[] = [
  {
    name: "an account is disabled",
    begin: (target, username) => target.command("accounts", "disable", username),
    isDone: async (target, username) => (await accountOf(target, username))?.disabled === true,
  },
  {
    name: "a role is taken",
    begin: (target, username) => target.command("accounts", "roles", username, "Operator"),
    isDone: async (target, username) =>
      (await accountOf(target, username))?.roles.includes(ADMINISTRATOR) === false,
  },
  {
    name: "an account is removed",
    begin: (target, username) => target.command("accounts", "remove", username, "--yes"),
    isDone: async (target, username) => (await accountOf(target, username)) === undefined,
  },
  {
    name: "a password is set by command",
    begin: (target, username) =>
      target.commandWith(NEW_PASSWORD, "accounts", "password", username, "--password-stdin"),
    isDone: opensWithNewPassword,
  },
  {
    name: "the own password is changed",
    begin: (target, _username, token) =>
      target.ask({
        method: "PUT",
        path: "/api/admin/v1/account/password",
        token,
        body: { currentPassword: OLD_PASSWORD, newPassword: NEW_PASSWORD },
      }),
    isDone: opensWithNewPassword,
  },
];

/** Kills the server so many milliseconds after its store is first written to. */
async function killAtWrite(target: Target, act: () => Promise<unknown>, afterMilliseconds: number) {
  const { promise: written, resolve } = Promise.withResolvers<void>();
  const watcher = watch(target.dataDirectory, (_event, file) => {
    if (file?.startsWith("sessions.db")) resolve();
  });
  const ended = act().catch(() => undefined);
  await Promise.race([written, ended]);
  watcher.close();
  await pause(afterMilliseconds);
  await target.stop("SIGKILL");
  await ended;
}

/** One kill: gives what is wrong, or how it came out. */
async function killOnce(scene: Scene, act: Act, round: number) {
  const first = await scene.start();
  const username = "bob";
  const added = await first.commandWith(
    OLD_PASSWORD,
    ...["accounts", "add", username, "--role", ADMINISTRATOR, "--password-stdin"],
  );
  if (added.code !== 0) throw new Error(`bob cannot be added: ${added.errors}`);
  const token = await first.signIn(username, OLD_PASSWORD);
  // Between none and 8 ms, in steps that do not repeat.
  await killAtWrite(first, () => act.begin(first, username, token), (round * 0.618 * 8) % 8);
  const second = await scene.start({ dataDirectory: first.dataDirectory });
  const { status } = await second.ask({ path: SESSIONS, token });
  const isDone = await act.isDone(second, username);
  await second.stop("SIGKILL");
  return { isDone, isAccepted: status === 200 };
}

async function attackWith(scene: Scene, act: Act): Promise<CaseResult> {
  const rounds = scene.amount({ quick: 1, full: 8 });
  const outcomes: { isDone: boolean; isAccepted: boolean }[] = [];
  for (let round = 0; round < rounds; round += 1) outcomes.push(await killOnce(scene, act, round));
  const both = outcomes.filter(({ isDone, isAccepted }) => isDone && !isAccepted).length;
  const neither = outcomes.filter(({ isDone, isAccepted }) => !isDone && isAccepted).length;
  return {
    name: act.name,
    held: both + neither === rounds,
    saw: `of ${rounds} kills ${both} left the act and the end of the sessions, ${neither} left neither, ${rounds - both - neither} left one without the other.`,
  };
}

/** Kill -9 while an administrative act and the end of its sessions are written. */
export const killedInBetween: Attack = {
  name: "killed-in-between",
  ids: ["SES-23"],
  does: "Kills the server while an account is changed and its sessions are ended.",
  inTests: false,
  async run(scene) {
    const results: CaseResult[] = [];
    for (const act of acts) results.push(await attackWith(scene, act));
    return results;
  },
};
