import { expect, onTestFinished, test } from "vitest";
import { createStorePaths } from "../../test/createStorePaths.ts";
import { createRequest, windowAt } from "../../test/requests.ts";
import { DamagedStoreError } from "../StoreFileUnusableError.ts";
import type { Reply, WriterMessage } from "./Command.ts";
import { createEngine, type Engine } from "./createEngine.ts";
import { WriterLoop } from "./WriterLoop.ts";

/** The engine of a store in a directory of its own. */
function openEngine(path = createStorePaths().path): Engine {
  const engine = createEngine({
    ...{ path, markerPath: `${path}.marker`, soleWriter: true, sessionsInMemory: false },
  });
  onTestFinished(() => {
    if (engine.database.isOpen) engine.close();
  });
  return engine;
}

test("FAIL-22 damage that is found while ended sessions are removed is reported at once", async () => {
  const engine = openEngine();
  const reported = Promise.withResolvers<WriterMessage>();
  const loop = new WriterLoop(engine, (message) => message.kind === "damage" && reported.resolve(message));
  // From here on only the removal prepares anything.
  engine.database.prepare = () => {
    throw new DamagedStoreError("a page is not what it was");
  };
  loop.receive([{ id: 1, name: "endMany", given: { window: windowAt(1), renewals: [] } }]);
  expect(await reported.promise).toMatchObject({ error: { isDamage: true } });
});

/** As SQLite reports a log that may not grow: SQLITE_IOERR_WRITE of a limit or a quota, SQLITE_FULL of a disk. */
const noRoom = (errcode: number) => Object.assign(new Error("disk I/O error"), { errcode });

/** Closes a store where transactions that need no flush fail so many times, and gives the reply to that. */
async function closeWithout(engine: Engine, failures: readonly Error[]): Promise<Reply | undefined> {
  const left = [...failures];
  const relaxed: Engine["relaxed"] = (work) => {
    const failure = left.shift();
    if (failure !== undefined) throw failure;
    return engine.relaxed(work);
  };
  const closed = Promise.withResolvers<void>();
  const replies: Reply[] = [];
  const loop = new WriterLoop(
    { ...engine, relaxed },
    (message) => message.kind === "replies" && replies.push(...message.replies),
    closed.resolve,
  );
  loop.receive([{ id: 2, name: "close", given: { renewals: [["hash", 5000]] } }]);
  await closed.promise;
  return replies.find(({ id }) => id === 2);
}

const lastSeenOf = (engine: Engine) =>
  engine.database.prepare("SELECT last_seen_at_ms AS seen FROM sessions").get()?.seen;

test.each([10, 13])(
  "FAIL-04 a store whose log has no room left writes what is in memory when it closes (code %i)",
  async (errcode) => {
    const { path } = createStorePaths();
    const engine = openEngine(path);
    engine.durable(() => {
      const { tokenHash, record } = createRequest("hash", { nowMs: 1000 });
      engine.sessions.insert(tokenHash, record);
    });
    expect(await closeWithout(engine, [noRoom(errcode)])).toEqual({ id: 2, value: undefined });
    expect(lastSeenOf(openEngine(path))).toBe(5000);
  },
);

test("FAIL-04 a store that accepts no write reports it when it closes, and is closed", async () => {
  const engine = openEngine();
  const reply = await closeWithout(engine, [noRoom(10), noRoom(10)]);
  expect(reply).toMatchObject({ error: { message: "disk I/O error" } });
  expect(engine.database.isOpen).toBe(false);
});
