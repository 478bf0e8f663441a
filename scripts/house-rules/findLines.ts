import type { Breach } from "./HouseRule.ts";
import type { SourceFile } from "./SourceTree.ts";

/** What to look for in the lines of files. */
export interface LineSearch {
  readonly files: readonly SourceFile[];
  readonly pattern: RegExp;
  /** Lines that match this too are right. */
  readonly except?: RegExp;
  /** Looks at comments as well. @default false */
  readonly inComments?: boolean;
}

const COMMENT = /^\s*(?:\/\/|\/?\*)/;

/** The lines that match a pattern. */
export function findLines({ files, pattern, except, inComments = false }: LineSearch): readonly Breach[] {
  return files.flatMap(({ path, lines }) =>
    lines.flatMap((line, index) => {
      if (!pattern.test(line) || except?.test(line) === true) return [];
      if (!inComments && COMMENT.test(line)) return [];
      return [{ where: `${path}:${index + 1}`, what: line.trim() }];
    }),
  );
}
