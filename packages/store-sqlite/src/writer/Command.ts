import type {
  Account,
  AddAccountsResult,
  AttemptEntry,
  ChangeAccountRequest,
  ChangeAccountResult,
  CreateRequest,
  EndManyRequest,
  LiveWindow,
  SweepRequest,
} from "@gatehouse/sessions";
import type { SessionRow } from "../file/parseRow.ts";
import { isDamage, type StoreFileFault, sqliteCodeOf } from "../StoreFileUnusableError.ts";

/** A last-seen time that is to be written: digest and Unix milliseconds. */
export type Renewal = readonly [tokenHash: string, lastSeenAtMs: number];

/** Last-seen times that the writer has to know before it decides. */
export interface WithRenewals {
  readonly renewals: readonly Renewal[];
}

/** Which session to end, with the latest time it was seen. */
interface TakeCommand {
  readonly tokenHash: string;
  readonly lastSeenAtMs: number;
  readonly window: LiveWindow;
}

/**
 * - a number: the session was live and has ended; the time it was last seen.
 * - `gone`: there is no such session any more.
 * - `kept`: it ran out of time, and the sweep will remove it.
 */
export type TakeReply = number | "gone" | "kept";

/** As `CreateResult`, with the digests of the sessions that had to make room. */
export type CreateReply =
  | { readonly created: true; readonly evicted: readonly SessionRow[] }
  | { readonly created: false; readonly reason: "full" | "account-changed" | "replaced-ended" };

/** As `SweepResult`, with the digests of the sessions that ran out of time. */
export type SweepReply = { readonly expired: readonly SessionRow[] } & (
  | { readonly more: true }
  | { readonly more: false; readonly live: number }
);

/** Everything the writer does, with what it is given and what it gives back; all of it can be posted to a thread. */
export interface WriterCommands {
  create: { given: CreateRequest & WithRenewals; reply: CreateReply };
  take: { given: TakeCommand; reply: TakeReply };
  endMany: { given: EndManyRequest & WithRenewals; reply: { readonly ended: number } };
  /** Gives back the digests of sessions that are gone. */
  renew: { given: WithRenewals; reply: readonly string[] };
  addAccounts: { given: readonly Account[]; reply: AddAccountsResult };
  changeAccount: { given: ChangeAccountRequest & WithRenewals; reply: ChangeAccountResult };
  saveAttempts: { given: readonly AttemptEntry[]; reply: undefined };
  closeSignIns: { given: boolean; reply: undefined };
  /** `owed` are users whose sessions are still to be ended, see FAIL-28. */
  sweep: { given: SweepRequest & WithRenewals & { readonly owed: readonly string[] }; reply: SweepReply };
  /** Looks through the whole file; gives back its damage. */
  check: { given: undefined; reply: string | undefined };
  /** Why files are not those that were opened, and why there is no room for a sign-in. */
  problems: { given: undefined; reply: Problems };
  /** Makes sure that the next start looks through the whole file before it serves anything. */
  noteDamage: { given: string; reply: undefined };
  close: { given: WithRenewals; reply: undefined };
}

/** What is wrong around an open store, in one sentence each. */
export interface Problems {
  readonly files?: string;
  readonly room?: string;
}

/** The name of a command. */
export type CommandName = keyof WriterCommands;

/** One call of the writer. */
export type Command = {
  [Name in CommandName]: {
    readonly id: number;
    readonly name: Name;
    readonly given: WriterCommands[Name]["given"];
  };
}[CommandName];

/** How a command ended. An error is carried as what is known of it: classes do not cross a thread. */
export type Reply =
  | { readonly id: number; readonly value: WriterCommands[CommandName]["reply"] }
  | { readonly id: number; readonly error: CarriedError };

/** An error on its way between threads. */
interface CarriedError {
  readonly message: string;
  readonly stack?: string;
  readonly errcode?: number;
  readonly isDamage?: boolean;
}

/** A message of the writer. */
export type WriterMessage =
  | { readonly kind: "opened"; readonly startup: StoreStartup }
  | {
      readonly kind: "unusable";
      readonly path: string;
      readonly fault: StoreFileFault;
      readonly advice: string;
      readonly cause: string | undefined;
    }
  | ({ readonly kind: "replies"; readonly replies: readonly Reply[] } & Seen)
  /** Found while nothing was asked for. */
  | { readonly kind: "damage"; readonly error: CarriedError }
  | { readonly kind: "progress"; readonly checked: number; readonly total: number };

/** How far the store has come, and whether another process has written it since the last message. */
export interface Seen {
  readonly sequence: number;
  readonly foreign: boolean;
}

/**
 * - `created`: there was no store file.
 * - `opened`: the file is the one this machine left.
 * - `restored`: the file is an older copy or may be one; all its sessions were ended (SES-22).
 */
export type StoreStartup =
  | { readonly kind: "created" }
  | { readonly kind: "opened" }
  | { readonly kind: "restored"; readonly reason: string };

/** Where the writer finds the store. */
export interface WriterOptions {
  readonly path: string;
  readonly markerPath: string;
  readonly soleWriter: boolean;
  readonly sessionsInMemory: boolean;
}

/** The writer could not run a command. */
export class WriterError extends Error {
  readonly code = "WRITER_FAILED";
  /** The result code of SQLite, 0 where it was something else. */
  readonly errcode: number;
  readonly isDamage: boolean;

  constructor({ message, stack, errcode = 0, isDamage = false }: CarriedError) {
    super(message);
    this.name = "WriterError";
    if (stack !== undefined) this.stack = stack;
    this.errcode = errcode;
    this.isDamage = isDamage;
  }
}

/** Makes plain data of any thrown value. */
export function carry(error: unknown): CarriedError {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const errcode = sqliteCodeOf(error);
  return {
    message,
    ...(stack === undefined ? {} : { stack }),
    ...(errcode === 0 ? {} : { errcode }),
    isDamage: isDamage(error),
  };
}

/** Work in steps; other commands run between two of them. */
export type Job<Result> = Generator<void, Result, void>;

/** The writer ended before it replied. */
export class WriterStoppedError extends Error {
  readonly code = "WRITER_STOPPED";

  constructor(reason: string) {
    super(`The thread that writes the store has ended: ${reason}`);
    this.name = "WriterStoppedError";
  }
}
