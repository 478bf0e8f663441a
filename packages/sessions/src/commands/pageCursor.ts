import { InvalidPageError } from "../errors/InvalidPageError.ts";
import type { ListPosition } from "../ports/SessionStore.ts";

const CURSOR = /^(\d{1,16})\.([0-9a-f-]{36})$/;

/** A place in the listing as opaque text. */
export function formatCursor({ createdAtMs, id }: ListPosition): string {
  return Buffer.from(`${createdAtMs}.${id}`).toString("base64url");
}

/**
 * The place that `formatCursor` wrote down.
 *
 * @throws {InvalidPageError} for any other text.
 */
export function parseCursor(text: string): ListPosition {
  const [, createdAtMs, id] = CURSOR.exec(Buffer.from(text, "base64url").toString("latin1")) ?? [];
  if (createdAtMs === undefined || id === undefined) {
    throw new InvalidPageError("cursor", "is not one this server gave out. List again from the start.");
  }
  return { createdAtMs: Number(createdAtMs), id };
}
