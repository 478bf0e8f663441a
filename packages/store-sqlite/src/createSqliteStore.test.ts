import { sessionStoreConformance } from "@gatehouse/sessions/testing";
import { expect, test } from "vitest";
import { createStorePaths } from "../test/createStorePaths.ts";
import { createSqliteStore, type SqliteStoreOptions } from "./createSqliteStore.ts";

function conformanceOf({ soleWriter, ...options }: Omit<SqliteStoreOptions, "path">) {
  return sessionStoreConformance({
    async createTarget() {
      const { path } = createStorePaths();
      return {
        open: () => createSqliteStore({ path, ...options, soleWriter: soleWriter === true }),
        dispose: async () => undefined,
      };
    },
    ...(soleWriter === true ? { notShared: "A sole writer is promised that there is no other." } : {}),
  });
}

for (const { name, run } of conformanceOf({ writer: "here" })) test(`written here, ${name}`, run);
for (const { name, run } of conformanceOf({ soleWriter: true })) test(`as sole writer, ${name}`, run);

test("a check of the whole file that a close interrupts is not reported as stopped", async () => {
  const kinds: string[] = [];
  const { path } = createStorePaths();
  const store = await createSqliteStore({ path, onFileCheck: ({ kind }) => void kinds.push(kind) });
  await store.close();
  // The caller of the check goes on in a later turn than that of the close.
  await new Promise(setImmediate);
  expect(kinds).toEqual(["running"]);
});
