import type { SessionRecord } from "@gatehouse/sessions";

/** Which sessions a bulk end is about. */
interface Selection {
  readonly userKey?: string;
  readonly exceptId?: string;
}

/** The end of one session that is under way. */
interface Taking {
  /** The session has ended, or there is none any more. */
  ended(): void;
  /** The session was not changed. */
  kept(): void;
  /** It should have ended and may not have: it stays denied, and the end is owed. */
  failed(): void;
}

/** A bulk end that is under way. */
interface BulkEnding {
  /** All of its sessions have ended, or none of them had to. */
  settled(): void;
  /** It is unknown whether they have ended: none of them is accepted until they have. */
  owed(): void;
}

/**
 * Ends that were asked for. From the moment on at which one of them begins, this process accepts none of its sessions any
 * more: before the command is sent to the writer, until the writer has reported the outcome.
 */
export interface Endings {
  beginTake(tokenHash: string): Taking;
  deniesToken(tokenHash: string): boolean;
  /** The ends of this session that are under way: until they are on the disk, it is unknown whether it has ended. */
  takeOf(tokenHash: string): Promise<void> | undefined;
  owedTakes(): readonly string[];
  beginBulk(selection: Selection): BulkEnding;
  /** The bulk end under way that includes this session; callers wait for it. `owed` where its result is unknown. */
  bulkOf(record: SessionRecord): Promise<void> | "owed" | undefined;
  /** The bulk ends that are owed; each is settled once it was done. */
  owedBulks(): readonly [Selection, BulkEnding][];
  /**
   * Users whose account should have been changed but could not be (FAIL-28). None of their sessions is accepted and no
   * new one is created until a change of the account succeeds.
   */
  readonly shutOut: Set<string>;
}

interface Bulk {
  readonly selection: Selection;
  readonly done: Promise<void>;
  isOwed: boolean;
}

/** Nothing under way. */
export function createEndings(): Endings {
  return { shutOut: new Set(), ...createTakes(), ...createBulks() };
}

interface Take {
  underWay: number;
  isOwed: boolean;
  /** Resolved when none is under way any more. */
  done: PromiseWithResolvers<void>;
}

function createTakes(): Pick<Endings, "beginTake" | "deniesToken" | "takeOf" | "owedTakes"> {
  const takes = new Map<string, Take>();
  return {
    beginTake(tokenHash) {
      const entry = takes.get(tokenHash) ?? { underWay: 0, isOwed: false, done: Promise.withResolvers() };
      if (entry.underWay === 0) entry.done = Promise.withResolvers();
      entry.underWay += 1;
      takes.set(tokenHash, entry);
      const leave = () => {
        entry.underWay -= 1;
        if (entry.underWay > 0) return;
        if (!entry.isOwed) takes.delete(tokenHash);
        entry.done.resolve();
      };
      return {
        ended() {
          entry.isOwed = false;
          leave();
        },
        kept: leave,
        failed() {
          entry.isOwed = true;
          leave();
        },
      };
    },
    deniesToken: (tokenHash) => takes.has(tokenHash),
    takeOf(tokenHash) {
      const { underWay = 0, done } = takes.get(tokenHash) ?? {};
      return underWay > 0 ? done?.promise : undefined;
    },
    owedTakes: () => [...takes].filter(([, { isOwed }]) => isOwed).map(([tokenHash]) => tokenHash),
  };
}

function createBulks(): Pick<Endings, "beginBulk" | "bulkOf" | "owedBulks"> {
  const bulks = new Map<BulkEnding, Bulk>();
  return {
    beginBulk(selection) {
      const { promise: done, resolve } = Promise.withResolvers<void>();
      const bulk: Bulk = { selection, done, isOwed: false };
      const ending: BulkEnding = {
        settled() {
          bulks.delete(ending);
          resolve();
        },
        owed() {
          bulk.isOwed = true;
          resolve();
        },
      };
      bulks.set(ending, bulk);
      return ending;
    },
    bulkOf(record) {
      for (const { selection, done, isOwed } of bulks.values()) {
        const { userKey, exceptId } = selection;
        if (record.id !== exceptId && (userKey === undefined || userKey === record.userKey)) {
          return isOwed ? "owed" : done;
        }
      }
      return undefined;
    },
    owedBulks: () =>
      [...bulks].filter(([, { isOwed }]) => isOwed).map(([ending, { selection }]) => [selection, ending]),
  };
}
