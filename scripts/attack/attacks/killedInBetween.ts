import { watch } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { bundleServer } from "../../faults/bundleServer.ts";
import type { Attack, CaseResult } from "../Attack.ts";
import {
  type Act,
  ActRejectedError,
  ADMINISTRATOR,
  API,
  accountOf,
  acts,
  type Cast,
  OLD_PASSWORD,
  show,
} from "../administrativeActs.ts";
import { SESSIONS, type Target } from "../startTarget.ts";

/** Kills the server so many milliseconds after its store is first written to; gives whether the act was confirmed. */
async function killAtWrite(target: Target, act: () => Promise<boolean>, afterMilliseconds: number) {
  const { promise: written, resolve } = Promise.withResolvers<void>();
  const watcher = watch(target.dataDirectory, (_event, file) => {
    if (file?.startsWith("sessions.db")) resolve();
  });
  const ended = act().catch((error: unknown) => {
    if (error instanceof ActRejectedError) throw error;
    return false;
  });
  await Promise.race([written, ended]);
  watcher.close();
  await pause(afterMilliseconds);
  await target.stop("SIGKILL");
  return ended;
}

/** Adds a user for one kill, and signs both in. */
async function openCast(target: Target, username: string): Promise<Cast> {
  const adminToken = await target.signIn();
  const body = { username, password: OLD_PASSWORD, roles: [ADMINISTRATOR] };
  const added = await target.send({ method: "POST", path: `${API}/accounts`, token: adminToken, body });
  if (added.status !== 200) throw new Error(`${username} cannot be added: ${added.status} ${added.text}`);
  const { id = "" } = (await accountOf(target, { adminToken, username })) ?? {};
  const token = await target.signIn(username, OLD_PASSWORD);
  const { session } = await show<{ session: { id: string } }>(target, token, "/sessions");
  return { target, username, id, adminToken, token, sessionId: session.id };
}

/** A server that is killed and started again on its data, over and over. */
interface Victim {
  target: Target;
  kills: number;
  restart(): Promise<Target>;
}

/** One kill: what was confirmed before it, and what is found after it. */
async function killOnce(victim: Victim, act: Act, share: number) {
  victim.kills += 1;
  const cast = await openCast(victim.target, `bob${victim.kills}`);
  const { withinMilliseconds = 8 } = act;
  await act.prepare?.(cast);
  const isConfirmed = await killAtWrite(cast.target, () => act.begin(cast), share * withinMilliseconds);
  victim.target = await victim.restart();
  const { status } = await victim.target.send({ path: SESSIONS, token: cast.token });
  const isDone = await act.isDone(victim.target, cast);
  await act.undo?.(victim.target, cast);
  return { isConfirmed, isDone, isAccepted: status === 200 };
}

async function attackWith(victim: Victim, act: Act, rounds: number): Promise<CaseResult> {
  const { name, endsSessions = true } = act;
  const outcomes: Awaited<ReturnType<typeof killOnce>>[] = [];
  // At moments that do not repeat.
  for (let round = 0; round < rounds; round += 1)
    outcomes.push(await killOnce(victim, act, ((round + 1) * 0.618) % 1));
  const isWhole = ({ isDone, isAccepted }: (typeof outcomes)[number]) =>
    endsSessions ? isDone !== isAccepted : isAccepted;
  const done = outcomes.filter(({ isDone }) => isDone).length;
  const halves = outcomes.filter((outcome) => !isWhole(outcome)).length;
  const lost = outcomes.filter(({ isConfirmed, isDone }) => isConfirmed && !isDone).length;
  return {
    name,
    held: halves === 0 && lost === 0,
    saw: `of ${rounds} kills ${done} left the act done and ${rounds - done} undone; ${halves} left one of act and sessions without the other, ${lost} lost an act that was confirmed.`,
  };
}

/** Kill -9 while an administrative act and the end of its sessions are written. */
export const killedInBetween: Attack = {
  name: "killed-in-between",
  ids: ["SES-23"],
  does: "Kills the server while an account is changed and its sessions are ended.",
  inTests: false,
  async run(context) {
    const results: CaseResult[] = [];
    // From a bundle a start takes a third of the time.
    const program = await bundleServer(context.createDataDirectory());
    const target = await context.start(program);
    const { dataDirectory } = target;
    const restart = () => context.start({ ...program, dataDirectory });
    const victim: Victim = { target, kills: 0, restart };
    for (const act of acts) {
      const result = await attackWith(victim, act, context.amount({ quick: 1, full: 8 }));
      context.ended(result);
      results.push(result);
    }
    return results;
  },
};
