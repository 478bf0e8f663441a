import { readFileSync, statSync } from "node:fs";
import { parseVsphereRoles, type VsphereRoles, VsphereRolesError } from "./parseVsphereRoles.ts";

/** Far above any mapping made by people. */
const LARGEST_FILE_BYTES = 1024 * 1024;

/**
 * Reads the file that maps vSphere users and groups to roles.
 *
 * @throws {VsphereRolesError} when the file cannot be read or anything in it is wrong.
 */
export function readVsphereRoles(file: string): VsphereRoles {
  return parseVsphereRoles(readText(file), file);
}

function readText(file: string): string {
  try {
    const { size } = statSync(file);
    if (size <= LARGEST_FILE_BYTES) return readFileSync(file, "utf8");
    throw unusable(file, `It has ${size} bytes; a roles file may have ${LARGEST_FILE_BYTES}.`);
  } catch (error) {
    if (error instanceof VsphereRolesError) throw error;
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw unusable(file, `It cannot be read (${reason}). Check the path and its permissions.`, error);
  }
}

function unusable(file: string, message: string, cause?: unknown): VsphereRolesError {
  return new VsphereRolesError(file, [{ line: 1, column: 1, pointer: "", message }], { cause });
}
