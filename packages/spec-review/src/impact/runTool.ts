import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** What commands need of the process that starts them. */
export interface ToolSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends a command early. */
  readonly interrupted?: AbortSignal | undefined;
}

/** A command to run: a line for the shell, or a script of Node with its arguments. */
export interface ToolCall {
  readonly command: string | readonly [script: string, ...args: string[]];
  readonly folder: string;
}

/** What came of a command. */
export interface ToolResult {
  /** Undefined where a signal ended it. */
  readonly exitCode: number | undefined;
  readonly out: string;
  readonly err: string;
}

/** Runs a command; the programs of the packages around its folder come first, as in a script of npm. */
export function runTool({ env, interrupted }: ToolSurroundings, call: ToolCall): Promise<ToolResult> {
  const { command, folder } = call;
  const options = {
    cwd: folder,
    env: toolEnv(env, folder),
    stdio: ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"],
    ...(interrupted && { signal: interrupted }),
  };
  const child =
    typeof command === "string"
      ? spawn(command, { ...options, shell: true })
      : spawn(process.execPath, [...command], options);
  const [out, err] = [collect(child.stdout), collect(child.stderr)];
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode: exitCode ?? undefined, out: out(), err: err() }));
  });
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}

/** What npm tells the scripts of one package must not be taken for the package in the copy. */
const OF_OUTER_NPM =
  /^(npm_(package|lifecycle|config_local_prefix|config_prefix|config_workspace|command)|INIT_CWD$)/i;

function toolEnv(env: ToolSurroundings["env"], folder: string): Record<string, string | undefined> {
  const kept = Object.entries(env).filter(([name]) => !OF_OUTER_NPM.test(name));
  const pathName = kept.find(([name]) => name.toLowerCase() === "path")?.[0] ?? "PATH";
  const path = [...programFolders(folder), env[pathName] ?? ""].join(delimiter);
  return { ...Object.fromEntries(kept), [pathName]: path, NO_COLOR: "1" };
}

function programFolders(folder: string): string[] {
  const here = join(folder, "node_modules", ".bin");
  const above = dirname(folder);
  return [...(existsSync(here) ? [here] : []), ...(above === folder ? [] : programFolders(above))];
}
