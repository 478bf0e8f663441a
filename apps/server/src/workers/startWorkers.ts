import cluster, { type Worker } from "node:cluster";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import type { SecureContextOptions } from "node:tls";
import type { Logger } from "../logging/createLogger.ts";
import { createLine, found, type Handler, type Line, type LineMessage } from "./createLine.ts";
import type { ParentNotifications, WorkerStart } from "./WorkerStart.ts";
import { startDespiteSignals, WorkerStartError } from "./WorkerStartError.ts";

/** The line to a worker. */
export type ParentLine = Line<ParentNotifications>;

/** Handles the calls and notifications of one worker. */
export interface WorkerService {
  readonly calls: ReadonlyMap<string, Handler>;
  readonly notifications: ReadonlyMap<string, Handler>;
  /** Whether it rejects new work to stay alive. */
  isOverloaded(): boolean;
  /** Its process has ended. */
  gone(): void;
}

/** Options of the workers. */
interface CrewOptions {
  /** How many serve. */
  readonly size: number;
  readonly logger: Logger;
  /** The start options of a worker that starts now. */
  readonly describe: () => WorkerStart;
  /** Starts to serve one more worker. */
  readonly serve: (line: ParentLine) => WorkerService;
  /** Starts a process. @default `cluster.fork` */
  readonly fork?: () => Worker;
}

/** The workers of a parent. */
export interface Crew {
  /** The processes that serve. */
  serving(): readonly number[];
  /** How many of them reject new work to stay alive. */
  overloaded(): number;
  /** How many workers ended unexpectedly. */
  lost(): number;
  /** Gives every worker another certificate. */
  present(options: SecureContextOptions): void;
  /** Replaces every worker by a new one, one after the other; no request fails. */
  restart(): Promise<void>;
  /** Finishes pending work, and ends all. */
  stop(): Promise<void>;
}

/** A worker. */
interface Member {
  readonly process: Worker;
  readonly line: ParentLine;
  readonly service: WorkerService;
  readonly startedAtMs: number;
  /** Resolves when its process has ended, with the reason. */
  readonly ended: Promise<unknown>;
  state: "starting" | "serving" | "leaving";
  /** For how many looks it has said nothing. */
  silentLooks: number;
}

const UP = Symbol("up");
/** A worker that does not listen by then is given up. */
const LONGEST_START_MILLISECONDS = 60_000;
/** Longer than a worker gives its requests. */
const LONGEST_DRAIN_MILLISECONDS = 15_000;
/** A worker that lived for less has not served: the next one waits. */
const SHORT_LIFE_MILLISECONDS = 10_000;
/**
 * A worker that is silent for so many checks in a row is unresponsive: it would renew its lease several times between
 * two. Looks are counted, not time: a parent that stood still itself has not looked.
 */
const MOST_SILENT_LOOKS = 30;
const LOOK_EVERY_MILLISECONDS = 1000;
const FIRST_PAUSE_MILLISECONDS = 250;
const LONGEST_PAUSE_MILLISECONDS = 30_000;

/**
 * Starts the workers and replaces those that end unasked, slower and slower where they end at once. A worker that
 * stands still is ended.
 *
 * @throws {WorkerStartError} when one of them does not come up
 */
export async function startWorkers(options: CrewOptions): Promise<Crew> {
  const crew = new RunningCrew(options);
  try {
    await Promise.all(Array.from({ length: options.size }, () => startDespiteSignals(() => crew.start())));
  } catch (error) {
    await crew.stop();
    throw error;
  }
  return crew;
}

class RunningCrew implements Crew {
  readonly #options: CrewOptions;
  readonly #members = new Set<Member>();
  #lost = 0;
  #shortLives = 0;
  #isStopping = false;
  #restarting: Promise<void> = Promise.resolve();
  #nextRestart: Promise<void> | undefined;
  readonly #looking: NodeJS.Timeout;

  constructor(options: CrewOptions) {
    this.#options = options;
    // The system gives a connection to the first worker that accepts it. A parent that distributed connections would
    // keep those of a worker that is killed in that moment until their clients give up.
    cluster.schedulingPolicy = cluster.SCHED_NONE;
    cluster.setupPrimary({ serialization: "advanced" });
    this.#looking = setInterval(() => this.#endSilent(), LOOK_EVERY_MILLISECONDS).unref();
  }

  serving(): readonly number[] {
    const serving = this.#serving().map(({ process: { process } }) => process.pid);
    return serving.filter((pid) => pid !== undefined);
  }

  overloaded(): number {
    return this.#serving().filter(({ service }) => service.isOverloaded()).length;
  }

  #serving(): readonly Member[] {
    return [...this.#members].filter(({ state }) => state === "serving");
  }

  lost(): number {
    return this.#lost;
  }

  present(options: SecureContextOptions): void {
    for (const { line } of this.#members) line.notify("secureContext", options);
  }

  /** Requests during a restart share the next restart. */
  restart(): Promise<void> {
    this.#nextRestart ??= this.#restarting.then(() => {
      this.#nextRestart = undefined;
      return this.#replaceAll();
    });
    this.#restarting = this.#nextRestart;
    return this.#restarting;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#looking);
    await Promise.all([...this.#members].map(leave));
  }

  /** Starts one more. @throws {WorkerStartError} when it does not come up */
  async start(): Promise<Member> {
    const member = this.#fork();
    const isUp = member.listening.then(() => UP);
    const tooLong = pause(LONGEST_START_MILLISECONDS, undefined, { ref: false });
    const outcome = await Promise.race([isUp, member.ended, tooLong]);
    if (outcome !== UP) {
      member.state = "leaving";
      member.process.process.kill("SIGKILL");
      throw new WorkerStartError(outcome);
    }
    if (member.state === "starting") member.state = "serving";
    member.silentLooks = 0;
    if (this.#isStopping) await leave(member);
    return member;
  }

  #fork(): Member & { readonly listening: Promise<void> } {
    const { serve, describe, fork = () => cluster.fork() } = this.#options;
    const process = fork();
    const { promise: listening, resolve } = Promise.withResolvers<void>();
    const line: ParentLine = createLine({
      // An error means that the worker is gone, which its exit reports.
      port: { send: (messages, onSent) => void process.send(messages, undefined, undefined, onSent) },
      onUnread: () => this.#kill(process, "A worker does not read its messages and is ended."),
      onCall: (name, input) => found(service.calls, name)(input as never),
      onNotification: (name, input) =>
        name === "listening" ? resolve() : found(service.notifications, name)(input as never),
    });
    const service = serve(line);
    const ended = endOf(process);
    const startedAtMs = performance.now();
    const member: Member = {
      process,
      line,
      service,
      ended,
      state: "starting",
      startedAtMs,
      silentLooks: 0,
    };
    this.#members.add(member);
    process.on("message", (messages: readonly LineMessage[]) => {
      member.silentLooks = 0;
      line.receive(messages);
    });
    void ended.then((reason) => {
      this.#members.delete(member);
      line.cut();
      service.gone();
      if (member.state === "serving") this.#replace(member, reason);
    });
    line.notify("start", describe());
    return Object.assign(member, { listening });
  }

  #replace({ startedAtMs, process: { process } }: Member, reason: unknown): void {
    if (this.#isStopping) return;
    this.#lost += 1;
    const wasShort = performance.now() - startedAtMs < SHORT_LIFE_MILLISECONDS;
    this.#shortLives = wasShort ? this.#shortLives + 1 : 0;
    const facts = { worker: process.pid, reason, pauseSeconds: this.#pauseMs() / 1000 };
    this.#options.logger.error("A worker has ended and is replaced.", facts);
    void this.#startAgain();
  }

  /** The first one is replaced at once. */
  #pauseMs(): number {
    const times = this.#shortLives - 1;
    return times < 1 ? 0 : Math.min(LONGEST_PAUSE_MILLISECONDS, FIRST_PAUSE_MILLISECONDS * 2 ** times);
  }

  async #startAgain(): Promise<void> {
    const { logger } = this.#options;
    await pause(this.#pauseMs(), undefined, { ref: false });
    if (this.#isStopping) return;
    try {
      await this.start();
    } catch (error) {
      if (this.#isStopping) return;
      this.#shortLives += 1;
      logger.error("A worker does not start; another one is started.", {
        error,
        pauseSeconds: this.#pauseMs() / 1000,
      });
      await this.#startAgain();
    }
  }

  #endSilent(): void {
    for (const member of this.#members) {
      if (member.state !== "serving") continue;
      member.silentLooks += 1;
      if (member.silentLooks === MOST_SILENT_LOOKS) {
        this.#kill(member.process, "A worker is unresponsive and is ended.");
      }
    }
  }

  #kill({ process }: Worker, why: string): void {
    this.#options.logger.error(why, { worker: process.pid });
    process.kill("SIGKILL");
  }

  async #replaceAll(): Promise<void> {
    const { logger } = this.#options;
    if (this.#isStopping) return;
    logger.info("The workers are replaced one after the other.");
    try {
      for (const member of this.#serving()) {
        if (this.#isStopping) return;
        if (!this.#members.has(member)) continue;
        const fresh = await this.start();
        // A member that has ended by itself meanwhile is replaced as such; then there is one too many.
        await leave(this.#members.has(member) ? member : fresh);
      }
      if (this.#isStopping) return;
      logger.info("The workers were replaced.", { workers: this.serving() });
    } catch (error) {
      if (this.#isStopping) return;
      logger.error("The workers could not be replaced; those that serve continue.", { error });
    }
  }
}

/** The reason for which a process has ended. An error of the channel is none, unless there is no process. */
function endOf(process: Worker): Promise<unknown> {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  process.once("exit", (code: unknown, signal: unknown) => resolve(code ?? signal));
  process.on("error", (error: unknown) => {
    if (process.process.pid === undefined) resolve(error);
  });
  return promise;
}

/** Has a worker finish pending requests; waits for one that is already stopping. */
async function leave(member: Member): Promise<void> {
  if (member.state === "leaving") return void (await member.ended);
  member.state = "leaving";
  member.line.notify("drain", undefined);
  const cut = setTimeout(() => member.process.process.kill("SIGKILL"), LONGEST_DRAIN_MILLISECONDS);
  await member.ended;
  clearTimeout(cut);
}
