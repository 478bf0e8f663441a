/** Another process writes to the data directory. */
export class DataDirectoryBusyError extends Error {
  readonly code = "DATA_DIRECTORY_BUSY";
  readonly dataDirectory: string;
  /** Who holds it, as far as it is known. */
  readonly holder: string | undefined;

  constructor(dataDirectory: string, holder: string | undefined) {
    super(
      `The data directory ${dataDirectory} is in use by ${holder ?? "another process"}, and one process at a time may write to it. Wait until that has ended, or stop it.`,
    );
    this.name = "DataDirectoryBusyError";
    this.dataDirectory = dataDirectory;
    this.holder = holder;
  }
}
