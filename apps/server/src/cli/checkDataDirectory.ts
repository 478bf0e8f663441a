import { statSync } from "node:fs";
import { DataDirectoryError } from "./DataDirectoryError.ts";

/**
 * Makes sure that there is a data directory.
 *
 * @throws {DataDirectoryError} when there is none that this user can see
 */
export function checkDataDirectory(dataDirectory: string): void {
  const stats = look(dataDirectory);
  if (stats === undefined) {
    const advice =
      "does not exist. Name the right one with --data-dir or GATEHOUSE_DATA_DIR; the first start of the server makes it.";
    throw new DataDirectoryError("absent", dataDirectory, advice);
  }
  if (!stats.isDirectory()) {
    throw new DataDirectoryError("not-a-directory", dataDirectory, "is not a directory. Name another one.");
  }
}

/**
 * Makes sure that files made here belong to the user that the server runs as. Another user, root too, would leave files
 * behind that the server cannot open.
 *
 * @throws {DataDirectoryError} when the directory belongs to somebody else
 */
export function checkOwner(dataDirectory: string): void {
  const user = process.geteuid?.();
  const owner = statSync(dataDirectory).uid;
  if (user === undefined || user === owner) return;
  const advice = `belongs to user ${owner}, and this is user ${user}. No server runs that could make the change, so it has to be made by the owner: sudo -u '#${owner}' gatehouse …`;
  throw new DataDirectoryError("other-owner", dataDirectory, advice);
}

function look(dataDirectory: string): ReturnType<typeof statSync> {
  try {
    return statSync(dataDirectory, { throwIfNoEntry: false });
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    const advice = `cannot be looked at (${reason}). Run the command as its owner or as root, with sudo.`;
    throw new DataDirectoryError("not-permitted", dataDirectory, advice);
  }
}
