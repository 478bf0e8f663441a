import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createSqliteStore } from "@gatehouse/store-sqlite";
import { WRITE_INTERVAL_MS, windowAt } from "../requests.ts";

/**
 * Disables the account `ada` of a store and ends her sessions, with `stopAtStep` loaded before. Prints what became of it
 * when it lived through: the number of steps, how the call ended, whether the account is disabled and whether the session
 * is live once the store takes writes again.
 */
const [path = ""] = process.argv.slice(2);
const { STOP_WHEN: armed = "" } = process.env;
const isChecked = Promise.withResolvers<void>();
const isWriting = Promise.withResolvers<void>();
const store = await createSqliteStore({
  path,
  soleWriter: true,
  onFileCheck: ({ kind }) => (kind === "sound" ? isChecked.resolve() : undefined),
  onWriter: ({ problem }) => (problem === undefined ? isWriting.resolve() : undefined),
});
const [ada] = await store.accounts.list();
if (ada === undefined) throw new Error("There is no account.");
const next = { ...ada, disabled: true, version: ada.version + 1 };
const endSessions = { userKey: "5:local:ada", window: windowAt(Date.now()), evenIfNotKept: true };
const touch = () =>
  store.touch({ tokenHash: "hash", window: windowAt(Date.now()), writeIntervalMs: WRITE_INTERVAL_MS }).then(
    (record) => record !== undefined,
    () => false,
  );

await isChecked.promise;
writeFileSync(armed, "");
const call = store.accounts.change({ id: ada.id, version: ada.version, next, endSessions }).then(
  () => "done",
  (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : String(error)),
);
const outcome = await call;
const isLiveAtOnce = await touch();
rmSync(armed, { force: true });
// The store keeps no process alive that has nothing else to do.
const alive = setInterval(() => undefined, 1000);
if (outcome !== "done") await isWriting.promise;
// Everything that is owed is done before anything else is.
await store.attempts.save([{ kind: "test", key: "a", count: 1, untilMs: Date.now() + 60_000 }]);
const [after] = await store.accounts.list();
const isLive = await touch();
await store.close();
clearInterval(alive);
const steps = existsSync(`${armed}.steps`) ? Number(readFileSync(`${armed}.steps`, "utf8")) : 0;
process.stdout.write(JSON.stringify({ steps, outcome, isDisabled: after?.disabled, isLive, isLiveAtOnce }));
