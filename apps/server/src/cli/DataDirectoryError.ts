/** Why a command cannot work on a data directory. */
export type DataDirectoryFault = "absent" | "not-a-directory" | "not-permitted" | "other-owner";

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
