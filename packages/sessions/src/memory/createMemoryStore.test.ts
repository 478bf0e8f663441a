import { test } from "vitest";
import { sessionStoreConformance } from "../conformance/sessionStoreConformance.ts";
import { createMemoryStore } from "./createMemoryStore.ts";

const conformance = sessionStoreConformance({
  notShared: "The memory of one process is not seen by another.",
  createTarget: async () => ({ open: async () => createMemoryStore(), dispose: async () => undefined }),
});

for (const { name, run } of conformance) test(name, run);
