import { spawnSync } from "node:child_process";
import { posix } from "node:path";

/**
 * What the commands of the repository say does not compile, as `file:line:column`, after the types were made anew from
 * the document as it is. Shares nothing with the command under test.
 */
export function reallyFailing(root: string, projects: readonly string[]): Set<string> {
  for (const workspace of ["packages/api-types", "apps/server"]) {
    const made = npm(root, "run", "--silent", "generate", "--workspace", workspace);
    if (made.status !== 0) throw new Error(`${workspace} cannot be generated:\n${made.stdout}${made.stderr}`);
  }
  return new Set(
    projects.flatMap((project) => {
      const { stdout } = npm(root, "run", "--silent", "typecheck", "--workspace", project);
      const places = stdout.matchAll(/^([^\s(][^(]*)\((\d+),(\d+)\): error TS\d+/gm);
      return [...places].map(
        ([, file = "", line, column]) => `${posix.normalize(posix.join(project, file))}:${line}:${column}`,
      );
    }),
  );
}

function npm(cwd: string, ...args: string[]) {
  return spawnSync("npm", args, { cwd, encoding: "utf8", env: environment(), maxBuffer: 64 * 1024 * 1024 });
}

/** The npm that runs the tests must not tell the inner one where it is. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$)/i.test(name));
  return { ...Object.fromEntries(kept), NO_COLOR: "1", npm_config_update_notifier: "false" };
}
