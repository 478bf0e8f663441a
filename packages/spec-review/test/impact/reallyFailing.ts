import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join, posix } from "node:path";

/** Makes the types anew from the document as it is, by the scripts of the repository. */
export async function makeTypes(root: string): Promise<void> {
  for (const folder of ["packages/api-types", "apps/server"]) {
    const script = `${folder}/scripts/generate.ts`;
    if (!existsSync(join(root, script))) continue;
    const made = await run(root, process.execPath, ["--conditions=@gatehouse/source", script]);
    if (made.failed) throw new Error(`The types cannot be generated:\n${made.out}${made.err}`);
  }
}

/**
 * What the compiler of the repository says does not compile, as `file:line:column`. Shares nothing with the command
 * under test.
 */
export async function reallyFailing(root: string, projects: readonly string[]): Promise<Set<string>> {
  const failing = new Set<string>();
  for (const project of projects) {
    const tsc = ["node_modules/typescript/bin/tsc", "--noEmit", "--pretty", "false", "-p", project];
    const { out } = await run(root, process.execPath, tsc);
    for (const [, file = "", line, column] of out.matchAll(/^([^\s(][^(]*)\((\d+),(\d+)\): error TS\d+/gm)) {
      failing.add(`${posix.normalize(file)}:${line}:${column}`);
    }
  }
  return failing;
}

function run(cwd: string, program: string, args: readonly string[]) {
  const options = { cwd, env: environment(), maxBuffer: 64 * 1024 * 1024 };
  return new Promise<{ readonly failed: boolean; readonly out: string; readonly err: string }>((resolve) => {
    execFile(program, args, options, (error, out, err) => resolve({ failed: error !== null, out, err }));
  });
}

/** The npm that runs the tests must not pass its folders to the inner one. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$)/i.test(name));
  return { ...Object.fromEntries(kept), NO_COLOR: "1", npm_config_update_notifier: "false" };
}
