import { type BigIntStats, statSync } from "node:fs";

/** Looks whether the files of an open store are still those that were opened (FAIL-27). */
interface FileWatch {
  /** Records that this process has written the store file, and the time that the file system gives for it. */
  noteOwnWrite(changedNs: string): void;
  /** Why they are not the same any more, in one sentence; nothing while they are. */
  problem(): string | undefined;
}

/** What is watched. */
interface FileWatchOptions {
  readonly path: string;
  readonly fileIdentity: string;
}

/** The log and its index stay the same files for as long as a store is open. */
const SIDE_FILES = ["-wal", "-shm"];

/** Knows the store file itself; its side files are added with the first own write. */
export function createFileWatch({ path, fileIdentity }: FileWatchOptions): FileWatch {
  const identities = new Map([[path, fileIdentity]]);
  let writtenNs: string | undefined;

  function noteSideFiles(): void {
    for (const suffix of SIDE_FILES) {
      const stats = lookAt(path + suffix);
      if (stats !== undefined) identities.set(path + suffix, identityOf(stats));
    }
  }

  return {
    noteOwnWrite(changedNs) {
      writtenNs = changedNs;
    },
    problem() {
      if (identities.size === 1) noteSideFiles();
      for (const [file, identity] of identities) {
        const problem = replacementOf(file, identity);
        if (problem !== undefined) return problem;
      }
      return writtenNs === undefined || String(lookAt(path)?.ctimeNs) === writtenNs
        ? undefined
        : `${path} was written by another program`;
    },
  };
}

/** Why the file at this path is not the one that was opened; nothing where it is. */
export function replacementOf(path: string, identity: string): string | undefined {
  const stats = lookAt(path);
  if (stats === undefined) return `${path} was deleted or moved away`;
  return identityOf(stats) === identity ? undefined : `${path} was replaced by another file`;
}

function lookAt(path: string): BigIntStats | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false });
}

/**
 * Which file of which disk this is. A copy, however it is made, is another file: it has another inode or was born at
 * another moment, and no tool can set either. Where the file system does not say when a file was born, the device stands
 * in; elsewhere it is left out, because devices may be numbered anew at each start of the machine.
 */
export function identityOf({ dev, ino, birthtimeNs }: BigIntStats): string {
  return birthtimeNs > 0n ? `${ino}/${birthtimeNs}` : `${ino}@${dev}`;
}
