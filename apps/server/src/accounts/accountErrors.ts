/** There is an account of this name already. */
export class AccountExistsError extends Error {
  readonly code = "ACCOUNT_EXISTS";
  readonly username: string;

  constructor(username: string) {
    super(`There is an account named ${username} already. Choose another name, or change that account.`);
    this.name = "AccountExistsError";
    this.username = username;
  }
}

/** After the change no enabled local account would be an administrator; nothing was changed. */
export class LastAdministratorError extends Error {
  readonly code = "LAST_ADMINISTRATOR";
  readonly username: string;

  constructor(username: string) {
    super(
      `${username} is the last enabled account with the role System Administrator. Give the role to another account first.`,
    );
    this.name = "LastAdministratorError";
    this.username = username;
  }
}

/** There is no account of this name, or with this id. */
export class AccountNotFoundError extends Error {
  readonly code = "ACCOUNT_NOT_FOUND";
  /** Its name or id. */
  readonly username: string;

  constructor(username: string) {
    super(`There is no account named ${username}. List the accounts to see the names.`);
    this.name = "AccountNotFoundError";
    this.username = username;
  }
}

/** The store took no change of accounts; accounts and sessions are as they were (SES-23). */
export class AccountUnchangedError extends Error {
  readonly code = "ACCOUNT_UNCHANGED";

  constructor(options: { readonly cause: unknown }) {
    super(
      `Nothing was changed: the store accepted no write (${reasonOf(options.cause)}). Accounts and their sessions are as before. Run the command again; gatehouse doctor reports the problem of the store.`,
      options,
    );
    this.name = "AccountUnchangedError";
  }
}

/** The progress of an import, and the error that stopped it. */
interface IncompleteImport {
  readonly added: number;
  readonly replaced: number;
  /** The account that could not be replaced. */
  readonly username: string;
  readonly cause: unknown;
}

/** An import replaced some accounts and could not replace the next one; each is as in the file or as before (SES-23). */
export class ImportIncompleteError extends Error {
  readonly code = "IMPORT_INCOMPLETE";
  readonly username: string;

  constructor({ added, replaced, username, cause }: IncompleteImport) {
    super(
      `The import stopped at ${username}. Accounts added: ${added}, replaced: ${replaced}. ${username} and the accounts after it in the file were not replaced. Run the same command again when the cause is gone; it imports the whole file. Cause: ${stopOf(cause)}`,
      { cause },
    );
    this.name = "ImportIncompleteError";
    this.username = username;
  }
}

/** Why an account could not be replaced; that nothing was changed is true of this account alone. */
function stopOf(cause: unknown): string {
  if (cause instanceof AccountUnchangedError) return reasonOf(cause.cause);
  return cause instanceof Error ? cause.message : "unknown";
}

/** The innermost reason: the error of the database. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "unknown";
  return cause.cause instanceof Error ? cause.cause.message : cause.message;
}

/** An accounts file cannot be read, trusted or used. */
export class AccountsFileError extends Error {
  readonly code = "ACCOUNTS_FILE_UNUSABLE";
  readonly file: string;

  constructor(file: string, problem: string, options: { readonly cause?: unknown } = {}) {
    super(`The accounts file ${file} cannot be used: ${problem}`, options);
    this.name = "AccountsFileError";
    this.file = file;
  }
}

/** Too many passwords wait to be hashed; nothing was changed. */
export class BusyHashingError extends Error {
  readonly code = "HASHING_BUSY";
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super(`Too many passwords are being checked; try again in ${retryAfterSeconds} s.`);
    this.name = "BusyHashingError";
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** A value for an account is not acceptable. */
export class InvalidAccountError extends Error {
  readonly code = "INVALID_ACCOUNT";
  /** One sentence per fault, each with what to do. */
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The account cannot be kept. ${faults.join(" ")}`);
    this.name = "InvalidAccountError";
    this.faults = faults;
  }
}

/** Every error of local accounts, distinguished by `code`. */
export type AccountError =
  | AccountExistsError
  | AccountNotFoundError
  | AccountUnchangedError
  | AccountsFileError
  | BusyHashingError
  | ImportIncompleteError
  | InvalidAccountError
  | LastAdministratorError;

/** All classes of these errors. */
export const accountErrorClasses = [
  AccountExistsError,
  AccountNotFoundError,
  AccountUnchangedError,
  AccountsFileError,
  BusyHashingError,
  ImportIncompleteError,
  InvalidAccountError,
  LastAdministratorError,
];

/** Whether an error is one of local accounts. */
export function isAccountError(error: unknown): error is AccountError {
  return accountErrorClasses.some((one) => error instanceof one);
}
