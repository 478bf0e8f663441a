import { execFile } from "node:child_process";
import { posix } from "node:path";

/**
 * What the commands of the repository say does not compile, as `file:line:column`, after the types were made anew from
 * the document as it is. Shares nothing with the command under test.
 */
export async function reallyFailing(root: string, projects: readonly string[]): Promise<Set<string>> {
  for (const workspace of ["packages/api-types", "apps/server"]) {
    const made = await npm(root, ["run", "--silent", "generate", "--workspace", workspace]);
    if (made.failed) throw new Error(`${workspace} cannot be generated:\n${made.out}${made.err}`);
  }
  const failing = new Set<string>();
  for (const project of projects) {
    const { out } = await npm(root, ["run", "--silent", "typecheck", "--workspace", project]);
    for (const [, file = "", line, column] of out.matchAll(/^([^\s(][^(]*)\((\d+),(\d+)\): error TS\d+/gm)) {
      failing.add(`${posix.normalize(posix.join(project, file))}:${line}:${column}`);
    }
  }
  return failing;
}

function npm(cwd: string, args: readonly string[]) {
  const options = { cwd, env: environment(), maxBuffer: 64 * 1024 * 1024 };
  return new Promise<{ readonly failed: boolean; readonly out: string; readonly err: string }>((resolve) => {
    execFile("npm", args, options, (error, out, err) => resolve({ failed: error !== null, out, err }));
  });
}

/** The npm that runs the tests must not tell the inner one where it is. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$)/i.test(name));
  return { ...Object.fromEntries(kept), NO_COLOR: "1", npm_config_update_notifier: "false" };
}
