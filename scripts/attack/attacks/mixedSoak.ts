import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Attack } from "../Attack.ts";
import { openConnection, sendRaw } from "../send.ts";
import { SESSIONS, type Target } from "../startTarget.ts";

/** What is measured of the process and its files, in their own units. */
interface Sample {
  readonly memoryBytes: number;
  readonly descriptors: number;
  readonly storeBytes: number;
  readonly trailBytes: number;
}

const SAMPLE_MILLISECONDS = 1000;
const MOST_MEMORY_GROWTH_BYTES = 128 * 1024 * 1024;
const MOST_DESCRIPTORS_LEFT = 20;

function sizeOf(folder: string, prefix: string): number {
  const names = readdirSync(folder).filter((name) => name.startsWith(prefix));
  return names.reduce(
    (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

function measure(target: Target): Sample {
  const descriptors = `/proc/${target.pid}/fd`;
  return {
    memoryBytes: target.memoryBytes(),
    // None of a process that is gone; the checks say so as well.
    descriptors: existsSync(descriptors) ? readdirSync(descriptors).length : 0,
    storeBytes: sizeOf(target.dataDirectory, "sessions.db"),
    trailBytes: sizeOf(target.dataDirectory, "audit.log"),
  };
}

const pipelined = `GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n`.repeat(500);

/** What happens over and over, side by side; each is one round. */
const players: Readonly<Record<string, (target: Target, token: string, round: number) => Promise<unknown>>> =
  {
    checks: (target, token) => target.send({ path: SESSIONS, token }),
    async signsInAndOut(target) {
      const token = await target.signIn();
      await target.send({ method: "DELETE", path: SESSIONS, token });
      await pause(50);
    },
    async guesses(target, _token, round) {
      const body = { username: `stranger-${round}`, password: "wrong" };
      await target.send({
        method: "POST",
        path: SESSIONS,
        body,
        from: `127.${1 + (round % 200)}.${round % 250}.9`,
      });
      await pause(10);
    },
    breaksTheContract: (target) =>
      target.send({ method: "POST", path: SESSIONS, body: '{"username":', longestMilliseconds: 5000 }),
    async sendsNonsense(target) {
      await sendRaw(target.origin, "hello\r\n\r\n");
      await pause(20);
    },
    async pipelinesAndDoesNotRead(target) {
      const sockets = await Promise.all(Array.from({ length: 10 }, () => openConnection(target.origin)));
      for (const socket of sockets) socket.pause().write(pipelined);
      await pause(300);
      for (const socket of sockets) socket.destroy();
    },
    async dripsHeaders(target) {
      const socket = await openConnection(target.origin);
      socket.write("GET / HTTP/1.1\r\nHost: a\r\nX: ");
      await pause(500);
      socket.destroy();
    },
  };

async function play(target: Target, token: string, seconds: number) {
  const until = performance.now() + seconds * 1000;
  const counts = new Map<string, number>();
  const failures: string[] = [];
  const run = async (name: string, act: (typeof players)[string]): Promise<void> => {
    for (let round = 0; performance.now() < until; round += 1) {
      await act(target, token, round).catch(({ message }: Error) => {
        // Guesses make the queue of password checks long, so that sign-ins get 429.
        if (!/: (?:429|503) /.test(message)) failures.push(`${name}: ${message}`);
      });
      counts.set(name, round + 1);
    }
  };
  const samples: Sample[] = [measure(target)];
  const timer = setInterval(() => samples.push(measure(target)), SAMPLE_MILLISECONDS);
  await Promise.all(Object.entries(players).map(([name, act]) => run(name, act)));
  clearInterval(timer);
  return { counts, failures, samples };
}

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

/** Everything at once, for minutes. */
export const mixedSoak: Attack = {
  name: "mixed-soak",
  ids: ["NET-22", "LOG-07", "FAIL-25"],
  does: "Does everything at once for minutes: checks, sign-ins, guesses, nonsense, pipelines, slow clients.",
  inTests: false,
  async run(context) {
    const target = await context.start({ nodeOptions: ["--max-old-space-size=512"] });
    const token = await target.signIn();
    await play(target, token, context.amount({ quick: 2, full: 30 }));
    const { counts, failures, samples } = await play(target, token, context.soakSeconds);
    await pause(2000);
    const [first, last] = [samples[0], measure(target)];
    if (first === undefined) throw new Error("Nothing was measured.");
    const most = Math.max(...samples.map(({ memoryBytes }) => memoryBytes));
    const { status } = await target.send({ path: SESSIONS, token });
    const rounds = [...counts].map(([name, count]) => `${name} ${count}`).join(", ");
    return [
      {
        name: "the session lives",
        held: status === 200 && failures.length === 0,
        saw: `${status} at the end; rounds: ${rounds}; failures: ${[...new Set(failures)].join("; ") || "none"}.`,
      },
      {
        name: "memory",
        held: most - first.memoryBytes < MOST_MEMORY_GROWTH_BYTES,
        saw: `${megabytes(first.memoryBytes)} after the warm-up, ${megabytes(most)} at most, ${megabytes(last.memoryBytes)} at the end.`,
      },
      {
        name: "descriptors",
        held: last.descriptors - first.descriptors < MOST_DESCRIPTORS_LEFT,
        saw: `${first.descriptors} after the warm-up, ${Math.max(...samples.map(({ descriptors }) => descriptors))} at most, ${last.descriptors} at the end.`,
      },
      {
        name: "store",
        held: last.storeBytes < 64 * 1024 * 1024,
        saw: `${megabytes(first.storeBytes)} after the warm-up, ${megabytes(last.storeBytes)} at the end, WAL included.`,
      },
      {
        name: "audit trail",
        held: last.trailBytes < 160 * 1024 * 1024,
        saw: `${megabytes(first.trailBytes)} after the warm-up, ${megabytes(last.trailBytes)} at the end.`,
      },
    ];
  },
};
