import { existsSync, realpathSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { createGit } from "../git/createGit.ts";
import type { DocumentOrigin } from "../impact/documentLayout.ts";
import type { Io } from "./Io.ts";

/** Where a document comes from that was named by itself: a file of this repository, or of a revision of it, or not. */
export function originOf({ cwd }: Io, name: string): DocumentOrigin {
  const git = createGit(cwd);
  const root = git.root();
  if (root === undefined) return { kind: "elsewhere" };
  if (existsSync(resolve(cwd, name))) {
    const path = relative(realpathSync(root), realpathSync(resolve(cwd, name)));
    const isOutside = path.startsWith("..") || isAbsolute(path);
    return isOutside ? { kind: "elsewhere" } : { kind: "workingTree", path: path.split(sep).join("/") };
  }
  const [, revision, path] = /^([^:]+):(.+)$/.exec(name) ?? [];
  const isRevision = revision !== undefined && git.resolve(revision) !== undefined;
  return isRevision && path !== undefined ? { kind: "revision", revision, path } : { kind: "elsewhere" };
}
