import { constants } from "node:os";
import type { Logger } from "../logging/createLogger.ts";

/** The effect of a signal on the server: it drains and stops, or continues and logs it. */
type SignalEffect = "stop" | "goOn";

/**
 * Every signal whose default would end the process, open a debugger or lose work (OPS-08); `docs/guides/operators.md`
 * shows the same table.
 *
 * Not here: `SIGKILL` and `SIGSTOP` reach no process; `SIGSEGV`, `SIGBUS`, `SIGFPE` and `SIGILL` report that the
 * process itself is broken, where nothing more may run; `SIGTSTP`, `SIGTTIN` and `SIGTTOU` suspend it and `SIGCONT`
 * resumes it; `SIGPIPE` and `SIGXFSZ` are errors of a write in Node; the others are ignored by default.
 */
export const signalEffects = {
  SIGTERM: "stop",
  SIGINT: "stop",
  SIGQUIT: "stop",
  SIGABRT: "stop",
  SIGPWR: "stop",
  SIGSYS: "stop",
  SIGTRAP: "stop",
  SIGXCPU: "stop",
  SIGHUP: "goOn",
  SIGUSR1: "goOn",
  SIGUSR2: "goOn",
  SIGALRM: "goOn",
  SIGVTALRM: "goOn",
  SIGPROF: "goOn",
  SIGIO: "goOn",
  SIGSTKFLT: "goOn",
} as const satisfies Partial<Record<NodeJS.Signals, SignalEffect>>;

const CHANGES_NOTHING =
  "A signal came that changes nothing. New certificates take effect by themselves, new settings after a restart.";

/** Options of `handleSignals`. */
interface SignalOptions {
  readonly process: { on(signal: NodeJS.Signals, listener: () => void): unknown };
  readonly logger: Logger;
  /** Whether a terminal shows the output: then `SIGHUP` means that it is closed, and the server stops. */
  readonly isAtTerminal: boolean;
  /**
   * Whether this process is profiled. The profiler of V8 takes its samples with `SIGPROF` and must keep it. A signal
   * from another process adds one sample.
   */
  readonly isProfiled: boolean;
  /** Replaces the processes that serve, on `SIGHUP`; absent where there is one process. */
  readonly restart?: () => boolean;
  /** Stops the server; called with the name of the first signal that asks for it. */
  readonly stop: (signal: string) => Promise<void>;
  /** Signals that came before. */
  readonly held?: HeldSignals | undefined;
}

/** Signals that came while the program was loaded, when nothing could act on them. */
export interface HeldSignals {
  /** Gives their names in order, and holds no more. */
  release(): readonly string[];
}

/** The signals of a server that starts. */
interface SignalHandling {
  /** Is called when the server takes requests: a signal that came before stops it now. */
  started(): void;
}

/**
 * Gives every signal its effect from the start of the process on. A signal that stops a server which is already
 * stopping changes nothing: requests in flight keep their time.
 */
export function handleSignals(options: SignalOptions): SignalHandling {
  const { logger, isAtTerminal, stop, restart = () => false } = options;
  let isStarted = false;
  let stoppedBy: string | undefined;
  const askToStop = (signal: string): void => {
    if (stoppedBy !== undefined) {
      logger.info("The server is already stopping.", { signal });
      return;
    }
    stoppedBy = signal;
    if (isStarted) void stop(signal);
    else logger.info("The server stops as soon as it has started.", { signal });
  };
  const act = (signal: string): void => {
    const stops = signalEffects[signal as keyof typeof signalEffects] === "stop";
    if (stops || (signal === "SIGHUP" && isAtTerminal)) askToStop(signal);
    else if (signal !== "SIGHUP" || !restart()) logger.info(CHANGES_NOTHING, { signal });
  };
  for (const signal of Object.keys(signalEffects)) listen(options, signal, () => act(signal));
  for (const signal of options.held?.release() ?? []) act(signal);
  return {
    started() {
      isStarted = true;
      if (stoppedBy !== undefined) void stop(stoppedBy);
    },
  };
}

/** An option of Node that has V8 take samples: `--cpu-prof` or `--prof`, and none that only begins alike. */
const PROFILER = /(?:^|\s)--(?:cpu[-_])?prof(?=\s|$)/;

/** Whether options of Node, or `NODE_OPTIONS`, have this process profiled. */
export function isProfiledBy(options: readonly (string | undefined)[]): boolean {
  return options.some((option) => option !== undefined && PROFILER.test(option));
}

/**
 * Keeps every signal of the table from having an effect: another process decides what it means.
 *
 * @param isProfiled see `SignalOptions`
 */
export function ignoreSignals(process: SignalOptions["process"], isProfiled: boolean): void {
  for (const signal of Object.keys(signalEffects)) listen({ process, isProfiled }, signal, () => undefined);
}

/**
 * Keeps signals until `handleSignals` acts on them. Loading the server takes a while, in which one would end the
 * process; in a container, where it is process 1, the system would drop it.
 *
 * @param isProfiled see `SignalOptions`
 */
export function holdSignals(
  process: SignalOptions["process"] & { off(signal: NodeJS.Signals, listener: () => void): unknown },
  isProfiled: boolean,
): HeldSignals {
  const held: string[] = [];
  const listeners = Object.keys(signalEffects)
    .filter(isKnown)
    .map((signal) => [signal, () => void held.push(signal)] as const);
  for (const [signal, listener] of listeners) listen({ process, isProfiled }, signal, listener);
  return {
    release() {
      for (const [signal, listener] of listeners) process.off(signal, listener);
      return held.splice(0);
    },
  };
}

function listen(
  { process, isProfiled }: Pick<SignalOptions, "process" | "isProfiled">,
  signal: string,
  listener: () => void,
): void {
  if (isKnown(signal) && !(isProfiled && signal === "SIGPROF")) process.on(signal, listener);
}

/** Some systems lack some signals; listening to one would throw. */
function isKnown(signal: string): signal is NodeJS.Signals {
  return signal in constants.signals;
}
