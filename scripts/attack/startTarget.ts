import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { send, type TargetRequest, type TargetResponse } from "./send.ts";

const MAIN = fileURLToPath(new URL("../../apps/server/src/main.ts", import.meta.url));
const START_LIMIT_MILLISECONDS = 300_000;
const COMMAND_LIMIT_MILLISECONDS = 300_000;
const BUSY_TRIES = 100;
const BUSY_PAUSE_MILLISECONDS = 200;

/** The password of `admin` on every target that does not choose another one. */
export const ADMIN_PASSWORD = "correct horse battery staple";
/** Where sessions are opened, shown and ended. */
export const SESSIONS = "/api/admin/v1/sessions";
/** Where accounts are added and listed. */
export const ACCOUNTS = "/api/admin/v1/accounts";

/** How a target is started. */
export interface StartOptions {
  /** Settings beside those that every target has, such as `GATEHOUSE_SESSION_IDLE_SECONDS`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Options of Node, such as `--max-old-space-size=512`. */
  readonly nodeOptions?: readonly string[];
  /** Serves over TLS with a self-signed certificate. @default false */
  readonly tls?: boolean;
  /** A data directory that was there before, or that the attack prepared. @default an empty one */
  readonly dataDirectory?: string;
  /** What Node runs in place of the source, see `bundleServer`. */
  readonly program?: string | undefined;
  /** A shell command that sets limits of the process first, such as `ulimit -n 80`. */
  readonly limits?: string;
}

/** A server under attack: the real one, in a process of its own. */
export interface Target {
  /** `http://127.0.0.1:<port>`, or `https:` with TLS. */
  readonly origin: string;
  readonly managementOrigin: string;
  readonly dataDirectory: string;
  readonly pid: number;
  /** Sends one request and returns the whole response. */
  send(request: TargetRequest): Promise<TargetResponse>;
  /** Signs `admin` in, or another local account, and gives the token. @throws {Error} when it is rejected */
  signIn(username?: string, password?: string): Promise<string>;
  /** The processes that the server has started: its workers. */
  workers(): readonly number[];
  /** Resident memory in bytes; 0 of a process that is gone. */
  memoryBytes(): number;
  /** Runs `gatehouse WORDS...` on the same data directory. */
  command(...words: readonly string[]): Promise<CommandResult>;
  /** The same with a text on its standard input. */
  commandWith(input: string, ...words: readonly string[]): Promise<CommandResult>;
  /** Everything printed so far. */
  output(): string;
  /** The log so far. */
  log(): string;
  signal(name: NodeJS.Signals): void;
  /** Resolves with the exit code, or the name of the signal that ended the process. */
  readonly exited: Promise<number | string>;
  /** Ends the process; the data directory stays until the attack is over. */
  stop(signal?: NodeJS.Signals): Promise<number | string>;
}

/** How a command of `gatehouse` ended. */
export interface CommandResult {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/**
 * Starts a target and waits until it takes requests.
 *
 * @throws {Error} when it does not come up, with what it said
 */
export async function startTarget(options: StartOptions & { dataDirectory: string }): Promise<Target> {
  const { dataDirectory } = options;
  const settings = settingsOf(options, dataDirectory);
  const child = spawnServer(options, settings);
  const text = collect(child);
  const exited = once(child, "exit").then(([code, signal]: unknown[]) => (code ?? signal) as number | string);
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  void exited.then(() => process.off("exit", kill));
  const origin = await waitForOrigin(child, text);
  const sendToTarget = (request: TargetRequest): Promise<TargetResponse> => send(origin, request);
  return {
    origin,
    managementOrigin: /monitors\s+(http:\/\/[^/]+)\//.exec(text.output)?.[1] ?? "",
    dataDirectory,
    pid: child.pid ?? 0,
    send: sendToTarget,
    signIn: (username = "admin", password = ADMIN_PASSWORD) =>
      signIn({ send: sendToTarget }, { username, password }),
    workers: () => childrenOf(child.pid ?? 0),
    memoryBytes: () => memoryOf(child.pid ?? 0),
    command: (...words) => runCommand(words, { options, settings }),
    commandWith: (input, ...words) => runCommand(words, { options, settings, input }),
    output: () => text.output,
    log: () => text.errors,
    signal: (name) => void child.kill(name),
    exited,
    stop: (signal = "SIGTERM") => {
      child.kill(signal);
      return exited;
    },
  };
}

function settingsOf({ tls = false, settings }: StartOptions, dataDirectory: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("GATEHOUSE_"));
  return {
    ...(Object.fromEntries(inherited) as Record<string, string>),
    GATEHOUSE_HOST: "127.0.0.1",
    GATEHOUSE_PORT: "0",
    GATEHOUSE_MANAGEMENT_PORT: "0",
    ...(tls ? {} : { GATEHOUSE_TLS: "off" }),
    GATEHOUSE_DATA_DIR: dataDirectory,
    GATEHOUSE_ADMIN_PASSWORD: ADMIN_PASSWORD,
    ...settings,
  };
}

function spawnServer(options: StartOptions, settings: Record<string, string>): ChildProcess {
  const { limits = "", nodeOptions = [] } = options;
  const line = [process.execPath, ...nodeOptions, ...programOf(options)];
  const [program = "", ...words] =
    limits === "" ? line : ["sh", "-c", `${limits} && exec "$@"`, "sh", ...line];
  return spawn(program, words, { env: settings, stdio: ["ignore", "pipe", "pipe"] });
}

function programOf({ program }: StartOptions): readonly string[] {
  return program === undefined ? ["--conditions=@gatehouse/source", MAIN] : [program];
}

interface Texts {
  output: string;
  errors: string;
}

function collect(child: ChildProcess): Texts {
  const text = { output: "", errors: "" };
  child.stdout?.on("data", (chunk: Buffer) => {
    text.output += chunk.toString();
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    text.errors += chunk.toString();
  });
  return text;
}

async function waitForOrigin(child: ChildProcess, text: Texts): Promise<string> {
  const giveUpAt = performance.now() + START_LIMIT_MILLISECONDS;
  while (child.exitCode === null && performance.now() < giveUpAt) {
    const origin = /API\s+(https?:\/\/[^/]+)\//.exec(text.output)?.[1];
    if (origin !== undefined && /curl|no account to sign in/.test(text.output)) return origin;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.kill("SIGKILL");
  throw new Error(`The server did not come up (exit code ${child.exitCode}):\n${text.errors.slice(0, 4000)}`);
}

/** Sends again for a while where a slow machine rejects with 503, which says nothing of what was asked. */
export async function sendUntilServed(
  target: Pick<Target, "send">,
  request: TargetRequest,
): Promise<TargetResponse> {
  for (let triesLeft = BUSY_TRIES; ; triesLeft -= 1) {
    const response = await target.send(request);
    if (response.status !== 503 || triesLeft === 0) return response;
    await pause(BUSY_PAUSE_MILLISECONDS);
  }
}

async function signIn(
  target: Pick<Target, "send">,
  body: { readonly username: string; readonly password: string },
): Promise<string> {
  const { headers, status, text } = await sendUntilServed(target, { method: "POST", path: SESSIONS, body });
  const token = headers["x-hm-authorization"];
  if (status === 200 && typeof token === "string") return token;
  throw new Error(`${body.username} cannot sign in: ${status} ${text}`);
}

function childrenOf(pid: number): readonly number[] {
  try {
    const listed = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return listed === "" ? [] : listed.split(" ").map(Number);
  } catch {
    return [];
  }
}

function memoryOf(pid: number): number {
  try {
    const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kibibytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}

interface Surroundings {
  readonly options: StartOptions;
  readonly settings: Record<string, string>;
  readonly input?: string;
}

async function runCommand(
  words: readonly string[],
  { options, settings, input = "" }: Surroundings,
): Promise<CommandResult> {
  const child = spawn(process.execPath, [...programOf(options), ...words], {
    env: settings,
    stdio: "pipe",
    timeout: COMMAND_LIMIT_MILLISECONDS,
  });
  const text = collect(child);
  child.stdin.on("error", () => undefined).end(input);
  await once(child, "close");
  return { code: child.exitCode ?? -1, ...text };
}
