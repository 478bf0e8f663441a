import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createSqliteStore } from "@gatehouse/store-sqlite";
import { WRITE_INTERVAL_MS, windowAt } from "../requests.ts";
import type { Stop } from "./stopAtStep.ts";

/** What became of a change that the process lived through. */
export interface Changed {
  /** How many steps the writer took, where it did not stop. */
  readonly steps: number;
  /** `done`, or the code of the error. */
  readonly outcome: string;
  readonly isDisabled: boolean | undefined;
  /** Whether the session is live once the store takes writes again, and before. */
  readonly isLive: boolean;
  readonly isLiveAtOnce: boolean;
}

const { STOP_WHEN: armed = "" } = process.env;

/** Disables the account `ada` of a store and ends her sessions, and stops its writer on the way. */
async function change(path: string, stop: Stop): Promise<Changed> {
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
  writeFileSync(`${armed}.steps`, "0");
  writeFileSync(armed, JSON.stringify(stop));
  const call = store.accounts.change({ id: ada.id, version: ada.version, next, endSessions }).then(
    () => "done",
    (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : String(error)),
  );
  const outcome = await call;
  const isLiveAtOnce = await touch();
  rmSync(armed, { force: true });
  if (outcome !== "done") await isWriting.promise;
  // Everything that is owed is done before anything else is.
  await store.attempts.save([{ kind: "test", key: "a", count: 1, untilMs: Date.now() + 60_000 }]);
  const [after] = await store.accounts.list();
  const isLive = await touch();
  await store.close();
  const steps = Number(readFileSync(`${armed}.steps`, "utf8"));
  return { steps, outcome, isDisabled: after?.disabled, isLive, isLiveAtOnce };
}

// One after the other, with `stopAtStep` loaded before.
process.on("message", async ({ path, stop }: { readonly path: string; readonly stop: Stop }) => {
  process.send?.(await change(path, stop));
});
