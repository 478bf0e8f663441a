import { posix } from "node:path";

/** Whether a path (with slashes) matches one of the globs. */
export function matchesAny(file: string, globs: readonly string[]): boolean {
  return globs.some((glob) => posix.matchesGlob(file, glob));
}
