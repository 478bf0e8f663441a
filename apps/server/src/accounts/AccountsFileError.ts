/** The accounts file cannot be read, trusted or written. */
export class AccountsFileError extends Error {
  readonly code = "ACCOUNTS_FILE_UNUSABLE";
  readonly file: string;

  constructor(file: string, fault: string, options: { readonly cause?: unknown } = {}) {
    super(`The accounts file ${file} cannot be used: ${fault}`, options);
    this.name = "AccountsFileError";
    this.file = file;
  }
}
