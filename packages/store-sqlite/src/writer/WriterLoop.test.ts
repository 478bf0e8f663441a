import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { windowAt } from "../../test/requests.ts";
import { DamagedStoreError } from "../StoreFileUnusableError.ts";
import type { WriterMessage } from "./Command.ts";
import { createEngine } from "./createEngine.ts";
import { WriterLoop } from "./WriterLoop.ts";

test("FAIL-22 damage that is met while ended sessions are removed is reported at once", async () => {
  const directory = mkdtempSync(join(tmpdir(), "gatehouse-writer-"));
  const path = join(directory, "sessions.db");
  const engine = createEngine({
    ...{ path, markerPath: `${path}.marker`, soleWriter: true, sessionsInMemory: false },
  });
  onTestFinished(() => {
    engine.close();
    rmSync(directory, { recursive: true });
  });
  const told = Promise.withResolvers<WriterMessage>();
  const loop = new WriterLoop(engine, (message) => message.kind === "damage" && told.resolve(message));
  // From here on only the removal prepares anything.
  engine.database.prepare = () => {
    throw new DamagedStoreError("a page is not what it was");
  };
  loop.receive([{ id: 1, name: "endMany", given: { window: windowAt(1), renewals: [] } }]);
  expect(await told.promise).toMatchObject({ error: { isDamage: true } });
});
