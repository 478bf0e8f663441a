import { CommanderError } from "commander";
import { ControlRejectedError } from "../control/askServer.ts";
import { findListener } from "./findListener.ts";

/** The report of a command that failed. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly exitCode: ExitCode;
}

/** The exit code of a command. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The meaning of every exit code; help and guide show the same. */
export const exitCodes = {
  /** The command is done, or its outcome is positive. */
  done: 0,
  /** The outcome is negative: a check failed, there is no such account or session, or a password may not be used. */
  no: 1,
  /** The command could not run: wrong usage, wrong settings, no access, no response. */
  cannotRun: 2,
} as const;

/** Errors of commands that could run and had a negative outcome. */
const negativeOutcomes: ReadonlySet<string> = new Set([
  "ACCOUNT_EXISTS",
  "ACCOUNT_NOT_FOUND",
  "INVALID_ACCOUNT",
  "SESSION_NOT_FOUND",
]);

/** Describes a thrown value for the user. An error of this project keeps its text. */
export function describeFailure(error: unknown): Failure {
  const code = codeOf(error);
  if (error instanceof CommanderError) {
    return { code: "USAGE", message: usageMessage(error), exitCode: exitCodes.cannotRun };
  }
  if (!(error instanceof Error) || code === undefined) {
    const trace = error instanceof Error ? error.stack : String(error);
    const message = `This should not have happened; please report it.\n${trace}`;
    return { code: "INTERNAL_ERROR", message, exitCode: exitCodes.cannotRun };
  }
  const message =
    listenMessage(error) ??
    mkdirMessage(error) ??
    sqliteMessage(error) ??
    fileMessage(error) ??
    withCause(error);
  return { code, message, exitCode: negativeOutcomes.has(code) ? exitCodes.no : exitCodes.cannotRun };
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof ControlRejectedError) return error.reason;
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

/** Hides values and excess arguments: a secret may have been typed in the wrong position. */
function usageMessage({ code, message }: CommanderError): string {
  if (code === "commander.help") return "A command is missing. --help after a command describes it.";
  const text = message
    .replace(/^error: /, "")
    .replace(/'(--?[^'=]+)=[^']*'/g, "'$1=…'")
    .replace(/ but got (\d+): .*$/s, " but got $1.");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** The message of the system has the address and the reason; this adds the remedy. */
function listenMessage(error: Error): string | undefined {
  const { syscall, code, address, port } = error as NodeJS.ErrnoException & {
    address?: string;
    port?: number;
  };
  if (syscall === "getaddrinfo")
    return `${error.message}. Check GATEHOUSE_HOST and GATEHOUSE_MANAGEMENT_HOST; an address needs no look-up.`;
  if (syscall !== "listen") return undefined;
  const place = `port ${port} of ${address}`;
  switch (code) {
    case "EADDRINUSE":
      return `Another program listens on ${place}${holderOf(port, address)}. Stop it, or choose another port with GATEHOUSE_PORT or GATEHOUSE_MANAGEMENT_PORT.`;
    case "EACCES":
      return `This user may not listen on ${place}. Ports below 1024 need a right of their own; choose a higher one.`;
    case "EADDRNOTAVAIL":
      return `This machine has no address ${address}. Check GATEHOUSE_HOST.`;
    default:
      return undefined;
  }
}

/** A worker that was stopped when its server was killed ends as soon as it is continued. */
function holderOf(port: number | undefined, address = ""): string {
  const listener = port === undefined ? undefined : findListener(port, address);
  if (listener === undefined) return "";
  const { pid, program, isStopped } = listener;
  const state = isStopped
    ? `, which is stopped by a signal and keeps the port until kill -CONT ${pid} or kill -KILL ${pid}`
    : "";
  return `: process ${pid} (${program})${state}`;
}

/** The one directory that is made without being asked for is the data directory, with the folders on the way to it. */
function mkdirMessage(error: Error): string | undefined {
  const { syscall, code, path } = error as NodeJS.ErrnoException;
  if (syscall !== "mkdir") return undefined;
  return `${path}, the data directory or a folder on the way to it, cannot be made (${code}). Make the data directory for the user who runs this, mode 700, or choose another with GATEHOUSE_DATA_DIR.`;
}

/** SQLite names neither the file nor what to do. */
function sqliteMessage(error: Error): string | undefined {
  if (!("code" in error) || error.code !== "ERR_SQLITE_ERROR") return undefined;
  return `A file of the data directory cannot be read or written: ${error.message}. Check its free space, owner and mode; gatehouse doctor reports more.`;
}

/** Codes that speak of the owner and mode of a file, or of its disk. */
const FILE_CODES: ReadonlySet<unknown> = new Set(["EACCES", "EIO", "ENOSPC", "EPERM", "EROFS"]);

/** The system names the file, and not what to do. A program that cannot be started is no such file. */
function fileMessage(error: Error): string | undefined {
  const { syscall, code, path } = error as NodeJS.ErrnoException;
  if (path === undefined || !FILE_CODES.has(code) || syscall?.startsWith("spawn")) return undefined;
  return `${path} cannot be read or written (${code}). Check its owner and mode, and whether its disk is full or read-only.`;
}

/** The system's error code, if the text does not contain it. */
function withCause({ message, cause }: Error): string {
  const reason = cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
  return reason === undefined || message.includes(reason) ? message : `${message} (${reason})`;
}
