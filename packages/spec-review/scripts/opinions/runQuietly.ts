import { spawnSync } from "node:child_process";

/** What a program has printed, and whether it ended well. */
export interface ProgramResult {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

const MOST_BYTES = 256 * 1024 * 1024;

/** How a program is run. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end and keeps what it prints. */
export function runQuietly(file: string, args: readonly string[], options: RunOptions = {}): ProgramResult {
  const { status, stdout, stderr } = spawnSync(file, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    encoding: "utf8",
    maxBuffer: MOST_BYTES,
  });
  return { ok: status === 0, stdout: stdout ?? "", stderr: stderr ?? "" };
}
