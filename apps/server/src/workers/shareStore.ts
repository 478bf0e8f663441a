import type { CreateRequest, SessionRecord, Store } from "@gatehouse/sessions";
import type { Drop, LeaseBook } from "./createLeaseBook.ts";

/**
 * A store whose sessions workers keep in memory too. A call that ends sessions is fulfilled when no worker accepts them
 * any more. "There is no such session" waits for pending revocations, so that no worker accepts a session that another
 * one has rejected.
 */
export function shareStore<Shared extends Store>(store: Shared, book: LeaseBook): Shared {
  const certain = async <T>(result: T | undefined): Promise<T | undefined> => {
    if (result === undefined) await book.settled();
    return result;
  };
  const revokeKnown = <T>(work: () => Promise<T>, drop: Drop): Promise<T> =>
    book.revoke(work, () => [drop], [drop]);
  return {
    ...store,
    async create(request) {
      const created = await book.revoke(
        () => store.create(request),
        (result) => dropsOf(result.created ? endedBy(request, result.evicted) : []),
        unknownOf(request),
      );
      if (!created.created && created.reason === "replaced-ended") await book.settled();
      return created;
    },
    touch: async (request) => certain(await store.touch(request)),
    take: async (request) =>
      certain(
        await book.revoke(
          () => store.take(request),
          (taken) => dropsOf(taken === undefined ? [] : [taken]),
        ),
      ),
    // Also where nothing was found: an earlier end of these sessions may not have reached every worker (R3).
    endMany: (request) =>
      revokeKnown(
        () => store.endMany(request),
        request.userKey === undefined ? {} : { userKey: request.userKey },
      ),
    accounts: {
      ...store.accounts,
      async change(request) {
        const { endSessions } = request;
        const change = () => store.accounts.change(request);
        if (endSessions !== undefined) return revokeKnown(change, { userKey: endSessions.userKey });
        const changed = await change();
        // An earlier call may have taken the role already, and may not have reached every worker (R3).
        await book.settled();
        return changed;
      },
    },
  };
}

type Ended = Pick<SessionRecord, "userKey">;

/** A session that the new one takes the place of is of the same user, and is not among the evicted. */
function endedBy({ record, replaces }: CreateRequest, evicted: readonly Ended[]): readonly Ended[] {
  return replaces === undefined ? evicted : [...evicted, record];
}

/** What may have ended after a sign-in with an unknown outcome: a privileged one may replace any user's session. */
function unknownOf({ record: { userKey, privileged } }: CreateRequest): readonly Drop[] {
  return [privileged ? {} : { userKey }];
}

function dropsOf(ended: readonly Ended[]): readonly Drop[] {
  return [...new Set(ended.map(({ userKey }) => userKey))].map((userKey) => ({ userKey }));
}
