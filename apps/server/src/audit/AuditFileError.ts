/** The audit file cannot be used. */
export class AuditFileError extends Error {
  readonly code = "AUDIT_FILE_UNUSABLE";
  readonly file: string;

  constructor(file: string, fault: string, options?: ErrorOptions) {
    super(`The audit file ${file} ${fault}`, options);
    this.name = "AuditFileError";
    this.file = file;
  }
}
