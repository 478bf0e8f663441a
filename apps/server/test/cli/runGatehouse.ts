import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { bundledMain } from "../support/bundled.ts";

/** The file that `npx gatehouse` runs. */
export const GATEHOUSE = fileURLToPath(new URL("../../bin/gatehouse.js", import.meta.url));

/** Options of a call of the command. */
export interface GatehouseOptions {
  /** Settings; none of the machine's own reach the command. */
  readonly settings?: Readonly<Record<string, string | undefined>>;
  /** The text for `stdin`; empty by default. */
  readonly input?: string | Buffer;
  readonly cwd?: string;
  /** The user to run as; needs root. */
  readonly uid?: number;
}

/** The outcome of a call. */
export interface GatehouseOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real command in a process of its own. */
export async function runGatehouse(
  words: readonly string[],
  options: GatehouseOptions = {},
): Promise<GatehouseOutcome> {
  // The file adds the help where there are no words, and is tested itself in usage.test.ts.
  const program = words.length === 0 ? GATEHOUSE : bundledMain();
  const child = spawn(process.execPath, ["--conditions=@gatehouse/source", program, ...words], {
    env: { ...cleanEnvironment(), ...options.settings },
    cwd: options.cwd,
    stdio: "pipe",
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  const text = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text.stdout += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    text.stderr += chunk;
  });
  // The command may end before it has read what is piped in.
  child.stdin.on("error", () => undefined).end(options.input ?? "");
  await once(child, "close");
  return { code: child.exitCode, ...text };
}

/** Runs the command with `--json` and reads the one document that it prints. */
export async function runJson(
  words: readonly string[],
  options: GatehouseOptions = {},
): Promise<{
  readonly code: number | null;
  readonly answer: Record<string, unknown>;
  readonly stderr: string;
}> {
  const { code, stdout, stderr } = await runGatehouse([...words, "--json"], options);
  return { code, answer: JSON.parse(stdout), stderr };
}

/** The environment of the tests without settings and without anything that decides over colours. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const decides = /^(GATEHOUSE_|NO_COLOR$|FORCE_COLOR$|SUDO_USER$|NODE_OPTIONS$|CI$|TERM$|COLORTERM$)/;
  const inherited = Object.entries(process.env).filter(([name]) => !decides.test(name));
  return { ...Object.fromEntries(inherited), TERM: "xterm-256color" };
}
