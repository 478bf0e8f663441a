import { isAbsolute, relative, sep } from "node:path";

/** A compile error. */
export interface Diagnostic {
  /** Path from the root of the repository, with slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** As `TS2345`. */
  readonly code: string;
  /** All lines of it; the last one says the reason most closely. */
  readonly message: string;
  /** The project that was checked when it was met. */
  readonly project: string;
}

const IN_FILE = /^(?<file>.+?)\((?<line>\d+),(?<column>\d+)\): error (?<code>[A-Z]+\d+): (?<text>.*)$/;
const OF_PROJECT = /^error (?<code>[A-Z]+\d+): (?<text>.*)$/;

/** Where the errors were printed. */
interface DiagnosticSource {
  /** The folder that the compiler ran in: the root of the repository. */
  readonly folder: string;
  /** Blamed for errors that name no file. */
  readonly project: string;
}

/** Reads what `tsc --pretty false` prints. */
export function parseDiagnostics(output: string, { folder, project }: DiagnosticSource): Diagnostic[] {
  const found: { -readonly [Key in keyof Diagnostic]: Diagnostic[Key] }[] = [];
  for (const line of output.split(/\r?\n/)) {
    const inFile = IN_FILE.exec(line)?.groups;
    const groups = inFile ?? OF_PROJECT.exec(line)?.groups;
    if (groups) {
      found.push({
        file: inFile?.file === undefined ? project : fromRoot(folder, inFile.file),
        line: Number(groups.line ?? 1),
        column: Number(groups.column ?? 1),
        code: groups.code ?? "",
        message: groups.text ?? "",
        project,
      });
      continue;
    }
    const last = found.at(-1);
    if (last && /^\s+\S/.test(line)) last.message += `\n${line}`;
  }
  return found;
}

function fromRoot(folder: string, file: string): string {
  return (isAbsolute(file) ? relative(folder, file) : file).split(sep).join("/");
}
