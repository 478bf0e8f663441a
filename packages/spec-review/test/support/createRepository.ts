import { execFileSync } from "node:child_process";
import { devNull } from "node:os";
import { createFolder, type Files } from "./createFolder.ts";

/** No settings of the user, and a fixed name. */
const ENVIRONMENT = {
  ...process.env,
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_SYSTEM: devNull,
  GIT_AUTHOR_NAME: "Ann",
  GIT_AUTHOR_EMAIL: "ann@example.com",
  GIT_COMMITTER_NAME: "Ann",
  GIT_COMMITTER_EMAIL: "ann@example.com",
};

/** A git repository with one commit on `main`. */
export function createRepository(files: Files) {
  const folder = createFolder();
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: folder.path, encoding: "utf8", env: ENVIRONMENT, stdio: "pipe" }).trim();
  const commit = (changed: Files, message = "change") => {
    folder.write(changed);
    git("add", "--all");
    git("commit", "--quiet", "--message", message);
    return git("rev-parse", "HEAD");
  };
  git("init", "--quiet", "--initial-branch", "main");
  git("config", "user.email", "ann@example.com");
  commit(files, "start");
  return { ...folder, git, commit };
}
