import { appendFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { Operation, ResponseFacts } from "@gatehouse/contract";
import { describeExchange, type ExchangedRequest, type RecordedExchange } from "./describeExchange.ts";

/** A file that test files and processes write their exchanges to, a line of JSON for each. */
export interface ExchangeFile {
  readonly path: string;
  /** Adds what an exchange covers; several processes may do so at once. */
  record(operation: Operation, request: ExchangedRequest, response: ResponseFacts): void;
  /** Everything recorded so far; none where there is no file. */
  read(): readonly RecordedExchange[];
  /** Forgets everything. */
  clear(): void;
}

/** How exchanges are recorded. */
export interface ExchangeFileOptions {
  /** The name of the running test, so that coverage can count the tests that exercise a cell. */
  readonly currentTest?: () => string | undefined;
}

/** Opens a file of exchanges; the file is made when the first one is recorded. */
export function openExchangeFile(
  path: string,
  { currentTest = () => undefined }: ExchangeFileOptions = {},
): ExchangeFile {
  const seen = new Set<string>();
  return {
    path,
    record(operation, request, response) {
      const exchange: RecordedExchange = {
        test: currentTest(),
        ...describeExchange(operation, request, response),
      };
      const line = `${JSON.stringify(exchange)}\n`;
      // A test that repeats itself shows nothing new; the file stays small.
      if (seen.has(line)) return;
      if (seen.size === 0) mkdirSync(dirname(path), { recursive: true });
      seen.add(line);
      appendFileSync(path, line);
    },
    read: () => parseLines(readIfPresent(path)),
    clear() {
      seen.clear();
      rmSync(path, { force: true });
    },
  };
}

function readIfPresent(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  }
}

/** A process that was killed may leave half a line behind. */
function parseLines(text: string): readonly RecordedExchange[] {
  return text.split("\n").flatMap((line) => {
    if (line === "") return [];
    try {
      return [JSON.parse(line) as RecordedExchange];
    } catch {
      return [];
    }
  });
}
