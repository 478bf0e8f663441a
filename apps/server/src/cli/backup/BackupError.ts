/** A backup could not be taken; nothing is left of it. */
export class BackupError extends Error {
  readonly code = "BACKUP_FAILED";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "BackupError";
  }
}
