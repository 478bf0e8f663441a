/** Why a command cannot work on a data directory. */
type DataDirectoryFault = "absent" | "not-a-directory" | "not-permitted" | "other-owner";

/** The command was called in a way that it does not know. */
export class UsageError extends Error {
  readonly code = "USAGE";

  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/** The user did not confirm; nothing was changed. */
export class BrokenOffError extends Error {
  readonly code = "BROKEN_OFF";

  constructor() {
    super("Cancelled; nothing was changed.");
    this.name = "BrokenOffError";
  }
}

/** The data directory is not one that this user can work on. */
export class DataDirectoryError extends Error {
  readonly code = "DATA_DIRECTORY_UNUSABLE";
  readonly fault: DataDirectoryFault;
  readonly dataDirectory: string;

  constructor(fault: DataDirectoryFault, dataDirectory: string, advice: string) {
    super(`The data directory ${dataDirectory} ${advice}`);
    this.name = "DataDirectoryError";
    this.fault = fault;
    this.dataDirectory = dataDirectory;
  }
}

/** A backup could not be taken; nothing is left of it. */
export class BackupError extends Error {
  readonly code = "BACKUP_FAILED";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "BackupError";
  }
}
