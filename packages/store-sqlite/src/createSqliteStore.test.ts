import { sessionStoreConformance } from "@gatehouse/sessions/testing";
import { test } from "vitest";
import { createStorePlace } from "../test/createStorePlace.ts";
import { createSqliteStore } from "./createSqliteStore.ts";

const conformance = sessionStoreConformance({
  async createTarget() {
    const place = createStorePlace();
    return { open: async () => createSqliteStore({ path: place.path }), dispose: async () => undefined };
  },
});

for (const { name, run } of conformance) test(name, run);
