import { execFile } from "node:child_process";
import { posix } from "node:path";

/**
 * What the commands of the repository say does not compile, as `file:line:column`, after the types were made anew from
 * the document as it is. Shares nothing with the command under test.
 */
export async function reallyFailing(root: string, projects: readonly string[]): Promise<Set<string>> {
  const workspaces = ["--workspace", "packages/api-types", "--workspace", "apps/server"];
  const made = await run(root, "npm", ["run", "--silent", "generate", ...workspaces]);
  if (made.failed) throw new Error(`The types cannot be made:\n${made.out}${made.err}`);
  const failing = new Set<string>();
  for (const project of projects) {
    const { out } = await run(root, "npm", ["run", "--silent", "typecheck", "--workspace", project]);
    for (const place of placesIn(out, project)) failing.add(place);
  }
  return failing;
}

/** The same for projects that the change should not reach, by the compiler of the root, which is quicker. */
export async function failingAtRoot(root: string, projects: readonly string[]): Promise<Set<string>> {
  const failing = new Set<string>();
  for (const project of projects) {
    const tsc = ["node_modules/typescript/bin/tsc", "--noEmit", "--pretty", "false", "-p", project];
    const { out } = await run(root, process.execPath, tsc);
    for (const place of placesIn(out, ".")) failing.add(place);
  }
  return failing;
}

function placesIn(output: string, folder: string): string[] {
  const found = output.matchAll(/^([^\s(][^(]*)\((\d+),(\d+)\): error TS\d+/gm);
  return [...found].map(
    ([, file = "", line, column]) => `${posix.normalize(posix.join(folder, file))}:${line}:${column}`,
  );
}

function run(cwd: string, program: string, args: readonly string[]) {
  const options = { cwd, env: environment(), maxBuffer: 64 * 1024 * 1024 };
  return new Promise<{ readonly failed: boolean; readonly out: string; readonly err: string }>((resolve) => {
    execFile(program, args, options, (error, out, err) => resolve({ failed: error !== null, out, err }));
  });
}

/** The npm that runs the tests must not tell the inner one where it is. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$)/i.test(name));
  return { ...Object.fromEntries(kept), NO_COLOR: "1", npm_config_update_notifier: "false" };
}
