import type { Progress } from "../check/CheckOptions.ts";
import type { Io } from "./Io.ts";

/** Shows how far a check has come. */
interface ProgressLine {
  show(progress: Progress): void;
  /** Takes the line away. */
  clear(): void;
}

/** Requests after which a line on a terminal is written anew. */
const STEP = 20;
const TERMINAL_WIDTH = 78;

/** Makes a line that renews itself on a terminal; elsewhere each operation gets one line of its own. */
export function createProgressLine({ err, isTerminal }: Pick<Io, "err" | "isTerminal">): ProgressLine {
  let operation = 0;
  let shownAt = -STEP;
  return {
    show: (progress) => {
      const { operationIndex, requests } = progress;
      const isNew = operationIndex !== operation;
      if (!isNew && (!isTerminal || requests - shownAt < STEP)) return;
      operation = operationIndex;
      shownAt = requests;
      err(
        isTerminal
          ? `\r\x1b[K${describe(progress).slice(0, TERMINAL_WIDTH)}`
          : `${describeStart(progress)}\n`,
      );
    },
    clear: () => {
      if (isTerminal && operation > 0) err("\r\x1b[K");
    },
  };
}

function describe({
  operationCases,
  operationCasesPlanned,
  requests,
  findings,
  ...progress
}: Progress): string {
  const part = `${operationCases}/${Math.max(operationCases, operationCasesPlanned)}`;
  return `${describeStart(progress)} ${part} · ${requests} requests · ${findings} findings`;
}

function describeStart(
  progress: Pick<Progress, "operationIndex" | "operationCount" | "operationId">,
): string {
  return `[${progress.operationIndex}/${progress.operationCount}] ${progress.operationId}`;
}
