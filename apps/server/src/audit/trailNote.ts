import { readFile, rename, writeFile } from "node:fs/promises";
import type { AuditTrail } from "./AuditTrail.ts";
import type { ChainHead } from "./ChainHead.ts";

/** How often the end of a trail is noted. */
const NOTE_MILLISECONDS = 30_000;

/** The file beside a trail that says where it ended when that was last noted: `audit.log.head`. */
export function noteFileOf(file: string): string {
  return `${file}.head`;
}

/** Reads where a trail ended; nothing when that was never noted, or cannot be read. */
export async function readNote(file: string): Promise<ChainHead | undefined> {
  const text = await readFile(noteFileOf(file), "utf8").catch(() => "");
  const [, sequence, hash] = /^(\d{1,15}):([0-9a-f]{64})\n$/.exec(text) ?? [];
  return sequence === undefined || hash === undefined ? undefined : { sequence: Number(sequence), hash };
}

/** A trail whose chain has an end. */
export interface ChainedTrail extends AuditTrail {
  /** The last line that was taken; nothing when lines are not chained. */
  head(): ChainHead | undefined;
}

/**
 * Notes the end of a trail from time to time, and when it is closed, so that the next start finds out whether the end
 * was cut off or the trail is gone. Whoever may write the trail may write the note: against an intruder an anchor that
 * is kept elsewhere helps, against a slip or a disk this does.
 */
export function noteEnd(trail: ChainedTrail, file: string): AuditTrail {
  // A line that has just been taken may not be on the disk when the power goes.
  let settled = trail.head();
  const timer = setInterval(() => {
    if (settled !== undefined) void writeNote(file, settled).catch(() => undefined);
    settled = trail.queuedBytes() === 0 ? trail.head() : settled;
  }, NOTE_MILLISECONDS).unref();
  return {
    ...trail,
    async close(longestMilliseconds) {
      clearInterval(timer);
      await trail.close(longestMilliseconds);
      const head = trail.head();
      if (head !== undefined && trail.queuedBytes() === 0) await writeNote(file, head).catch(() => undefined);
    },
  };
}

/** In one piece: a reader sees the old note or the new one. */
async function writeNote(file: string, { sequence, hash }: ChainHead): Promise<void> {
  const temporary = `${noteFileOf(file)}.tmp`;
  await writeFile(temporary, `${sequence}:${hash}\n`, { mode: 0o600 });
  await rename(temporary, noteFileOf(file));
}
