import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync } from "node:sqlite";

/** Free pages kept inside the file: what one new session and any number of ends may need, many times over. */
const LEAST_FREE_PAGES = 64;
const GROWTH_BYTES = 1024 * 1024;
/** What the disk must have left before the file grows: the growth, once more in the log, and room for others. */
const LEAST_FREE_DISK_BYTES = 4 * GROWTH_BYTES;

/** Space inside the store file that is there before it is needed. */
export interface Reserve {
  /**
   * Makes sure that a new session fits without the file growing.
   *
   * @throws {Error} when the disk has no room for that.
   */
  ensure(): void;
  /** Why `ensure` would fail, in one sentence; nothing while there is room. */
  problem(): string | undefined;
}

/**
 * The file grows here and nowhere else, in large steps, and only while the disk has room to spare. Everything that
 * ends sessions then writes over space that is there, so signing out works on a disk that is full.
 */
export function createReserve(
  database: DatabaseSync,
  { path, checkpoint }: { readonly path: string; readonly checkpoint: () => void },
): Reserve {
  const directory = dirname(path);
  const freePages = database.prepare("PRAGMA freelist_count");

  const hasEnough = () => Number(freePages.get()?.freelist_count) >= LEAST_FREE_PAGES;

  function grow(): void {
    database.exec("BEGIN IMMEDIATE");
    try {
      database.exec("CREATE TABLE reserve (filler BLOB)");
      database.exec(`INSERT INTO reserve VALUES (zeroblob(${GROWTH_BYTES}))`);
      database.exec("DROP TABLE reserve");
      database.exec("COMMIT");
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
    checkpoint();
  }

  growAtStart(grow, directory);
  const problem = () =>
    hasEnough() || freeBytesOf(directory) >= LEAST_FREE_DISK_BYTES
      ? undefined
      : `the disk of ${directory} has less than ${LEAST_FREE_DISK_BYTES} bytes left, so sign-ins fail`;
  return {
    problem,
    ensure() {
      if (hasEnough()) return;
      const noRoom = problem();
      if (noRoom !== undefined) throw new Error(`No session can be created: ${noRoom}.`);
      grow();
    },
  };
}

/**
 * The log starts anew with every start. Growing once gives it a size that it keeps, and writes over. Where that cannot
 * be, for a quota too, the store opens all the same, because signed-in users must be able to sign out.
 */
function growAtStart(grow: () => void, directory: string): void {
  if (freeBytesOf(directory) < LEAST_FREE_DISK_BYTES) return;
  try {
    grow();
  } catch {
    // The next sign-in needs the same room, and reports that there is none.
  }
}

function freeBytesOf(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}
