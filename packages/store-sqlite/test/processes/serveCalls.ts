import { createSqliteStore } from "@gatehouse/store-sqlite";
import { createRequest, WRITE_INTERVAL_MS, windowAt } from "../requests.ts";
import type { Call } from "./callProcess.ts";

/** Does with its own handle on the store what the test asks for, one call after the other. */
const [path = "", soleWriter] = process.argv.slice(2);
const store = await createSqliteStore({ path, soleWriter: soleWriter !== undefined });

async function serve({ name, nowMs, tokenHash = "", count = 1 }: Call): Promise<number> {
  const window = windowAt(nowMs);
  switch (name) {
    case "touch":
      return (await store.touch({ tokenHash, window, writeIntervalMs: WRITE_INTERVAL_MS })) ? 1 : 0;
    case "take":
      return (await store.take({ tokenHash, window })) ? 1 : 0;
    case "endAll":
      return (await store.endMany({ window })).ended;
    case "createMany":
      for (let index = 0; index < count; index += 1) {
        await store.create(createRequest(`${tokenHash}-${index}`, { nowMs, maxPerUser: 3 }));
      }
      return count;
  }
}

process.on("message", async (call: Call) => {
  process.send?.(await serve(call));
});
process.send?.(store.startup.kind === "restored" ? -1 : 0);
