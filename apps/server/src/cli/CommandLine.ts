import type { ReadStream, WriteStream } from "node:tty";
import type { Environment } from "../config/createSettingsReader.ts";

/** What a command is called with: the outside world, handed in by `main.ts`. */
export interface CommandLine {
  /** Without the program itself. */
  readonly arguments: readonly string[];
  readonly environment: Environment;
  readonly stdin: Pick<ReadStream, "isTTY"> & NodeJS.ReadableStream;
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
}
