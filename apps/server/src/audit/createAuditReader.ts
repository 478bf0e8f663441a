import { type FileHandle, open } from "node:fs/promises";
import { InvalidPageError } from "@gatehouse/sessions";
import { rejectionsFileOf } from "./auditEvents.ts";
import { auditFilesOf } from "./auditFilesOf.ts";

/** An entry of the trail, without its seal. */
export type AuditRecord = Readonly<Record<string, unknown>> & {
  /** ISO 8601. */
  readonly time: string;
  readonly event: string;
};

/** Which entries, and from where. Every filter given must hold. */
export interface AuditQuery {
  /** The most entries to return. @default 50 */
  readonly limit?: number | undefined;
  /** `nextCursor` of the call before. */
  readonly cursor?: string | undefined;
  /** `rejections` has the rejections beyond their share of the trail (LOG-07). @default "trail" */
  readonly part?: "trail" | "rejections" | undefined;
  readonly event?: string | undefined;
  /** The name of the person or of the account acted upon. */
  readonly username?: string | undefined;
  readonly result?: string | undefined;
  /** Unix milliseconds. */
  readonly from?: number | undefined;
  /** Unix milliseconds. */
  readonly until?: number | undefined;
}

/** Entries, newest first; there may be fewer than asked for although older ones follow. */
export interface AuditPage {
  readonly entries: readonly AuditRecord[];
  /** Leads to older entries; absent at the end of the trail. */
  readonly nextCursor?: string;
}

/** Reads an audit trail backwards. */
export interface AuditReader {
  /** @throws {InvalidPageError} when the cursor is not one that was given out. */
  read(query: AuditQuery): Promise<AuditPage>;
}

const DEFAULT_ENTRIES = 50;
/** One call searches this many bytes, so that a filter without matches costs no more than others. */
const MOST_BYTES = 2 * 1024 * 1024;
/** Between two pieces other requests have their turn. */
const PIECE_BYTES = 64 * 1024;
const CURSOR = /^(\d{1,20})\.(\d{1,15})$/;
const LF = 0x0a;

/** A location in the files of a trail that stays valid when they are rotated: the file by its inode. */
interface Position {
  readonly inode: bigint;
  /** Everything before this byte is still to be read. */
  readonly end: number;
}

/**
 * Makes the reader of the trail whose current file this is. It searches a bounded part per call, newest entries
 * first, and skips lines that are not entries: `gatehouse audit verify` reports those.
 */
export function createAuditReader(file: string): AuditReader {
  return {
    async read(query) {
      const files = await auditFilesOf(query.part === "rejections" ? rejectionsFileOf(file) : file);
      const { limit = DEFAULT_ENTRIES } = query;
      const search: Search = { query, limit, entries: [], bytesLeft: MOST_BYTES };
      let from = query.cursor === undefined ? undefined : parseCursor(query.cursor);
      for (const path of files.toReversed()) {
        const handle = await openIfThere(path);
        if (handle === undefined) continue;
        try {
          const { ino: inode, size } = await handle.stat({ bigint: true });
          if (from !== undefined && from.inode !== inode) continue;
          const end = await searchFile(handle, from?.end ?? Number(size), search);
          from = undefined;
          if (end === 0 && !isDone(search)) continue;
          return pageOf(search.entries, end === 0 && path === files[0] ? undefined : { inode, end });
        } finally {
          await handle.close();
        }
      }
      return pageOf(search.entries);
    },
  };
}

interface Search {
  readonly query: AuditQuery;
  readonly limit: number;
  readonly entries: AuditRecord[];
  bytesLeft: number;
}

function isDone({ limit, entries, bytesLeft }: Search): boolean {
  return entries.length === limit || bytesLeft <= 0;
}

/**
 * Looks through a file from `end` to its beginning, as far as the search goes.
 *
 * @returns where the search stopped: 0 when the file has been looked through
 */
async function searchFile(handle: FileHandle, end: number, search: Search): Promise<number> {
  let position = end;
  // The bytes that were read of a line that begins earlier.
  let tail = Buffer.alloc(0);
  while (position > 0) {
    const length = Math.min(PIECE_BYTES, position);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position - length);
    if (bytesRead < length) return 0;
    position -= length;
    search.bytesLeft -= length;
    let bytes = Buffer.concat([buffer, tail]);
    for (;;) {
      const lineEnd = bytes.at(-1) === LF ? bytes.length - 1 : bytes.length;
      const start = lineEnd === 0 ? 0 : bytes.lastIndexOf(LF, lineEnd - 1) + 1;
      if (start === 0 && position > 0) break;
      collect(bytes.toString("utf8", start, lineEnd), search);
      bytes = bytes.subarray(0, start);
      if (search.entries.length === search.limit) return position + bytes.length;
      if (start === 0) break;
    }
    tail = bytes;
    if (search.bytesLeft <= 0) return position + tail.length;
  }
  return 0;
}

function collect(line: string, { query, entries }: Search): void {
  if (query.event !== undefined && !line.includes(`"event":"${query.event}"`)) return;
  const record = parseLine(line);
  if (record !== undefined && matches(record, query)) entries.push(record);
}

function parseLine(line: string): AuditRecord | undefined {
  try {
    const { previous: _, hash: __, truncated: ___, ...record } = JSON.parse(line);
    return Number.isNaN(Date.parse(record.time)) || typeof record.event !== "string" ? undefined : record;
  } catch {
    return undefined;
  }
}

function matches(record: AuditRecord, { event, username, result, from, until }: AuditQuery): boolean {
  const time = Date.parse(record.time);
  return (
    (event === undefined || record.event === event) &&
    (result === undefined || record.result === result) &&
    (from === undefined || time >= from) &&
    (until === undefined || time <= until) &&
    (username === undefined || nameIn(record.who) === username || nameIn(record.target) === username)
  );
}

function nameIn(subject: unknown): unknown {
  return typeof subject === "object" && subject !== null && "username" in subject
    ? subject.username
    : undefined;
}

function pageOf(entries: readonly AuditRecord[], next?: Position): AuditPage {
  if (next === undefined) return { entries };
  return { entries, nextCursor: Buffer.from(`${next.inode}.${next.end}`).toString("base64url") };
}

function parseCursor(text: string): Position {
  const [, inode, end] = CURSOR.exec(Buffer.from(text, "base64url").toString("latin1")) ?? [];
  if (inode === undefined || end === undefined) {
    throw new InvalidPageError("cursor", "is not one this server gave out. List again from the start.");
  }
  return { inode: BigInt(inode), end: Number(end) };
}

/** A file may be rotated between the listing and the reading. */
async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
