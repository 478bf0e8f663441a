import { sessionStoreConformance } from "@gatehouse/sessions/testing";
import { test } from "vitest";
import { createStorePlace } from "../test/createStorePlace.ts";
import { createSqliteStore } from "./createSqliteStore.ts";

function conformanceOf(soleWriter: boolean) {
  return sessionStoreConformance({
    async createTarget() {
      const { path } = createStorePlace();
      return { open: async () => createSqliteStore({ path, soleWriter }), dispose: async () => undefined };
    },
    ...(soleWriter ? { notShared: "A sole writer is promised that there is no other." } : {}),
  });
}

for (const { name, run } of conformanceOf(false)) test(name, run);
for (const { name, run } of conformanceOf(true)) test(`as sole writer, ${name}`, run);
