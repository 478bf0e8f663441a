import type { Failure } from "./explainDiagnostic.ts";
import type { Diagnostic } from "./parseDiagnostics.ts";

const LINES_AROUND = 3;
/** "Unused '@ts-expect-error' directive": the code that no longer fails stands below. */
const UNUSED_DIRECTIVE = "TS2578";

/** Reads the code that an error is about. */
export function readFailure(diagnostic: Diagnostic, read: (file: string) => string | undefined): Failure {
  const lines = (read(diagnostic.file) ?? "").split("\n");
  const at = diagnostic.line - 1;
  const below = diagnostic.code === UNUSED_DIRECTIVE ? LINES_AROUND : 0;
  return {
    diagnostic,
    code: lines.slice(at, at + 1 + below).join("\n"),
    around: lines.slice(Math.max(0, at - LINES_AROUND), at + 1 + LINES_AROUND).join("\n"),
  };
}
