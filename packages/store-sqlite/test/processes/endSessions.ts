import { writeSync } from "node:fs";
import { createSqliteStore } from "@gatehouse/store-sqlite";
import { createRequest, WRITE_INTERVAL_MS, windowAt } from "../requests.ts";

/**
 * Opens, renews and ends sessions until it is killed. Each line of the journal is written when the store has
 * returned, so it holds the results that callers have; lines in a pipe outlive the process that wrote them.
 */
const [path = "", round = ""] = process.argv.slice(2);
const store = await createSqliteStore({ path, soleWriter: true });
const print = (line: string) => writeSync(1, `${line}\n`);

for (let turn = 0; ; turn += 1) {
  const nowMs = Date.now();
  const earlierMs = nowMs - 2 * WRITE_INTERVAL_MS;
  const window = windowAt(nowMs);
  const name = (kind: string) => `${kind}-${round}-${turn}`;
  for (const kind of ["kept", "taken", "by-id", "of-user"]) {
    const username = kind === "of-user" ? name("user") : "ada";
    const request = createRequest(name(kind), { nowMs: earlierMs, username });
    await store.create(request);
    print(`created ${name(kind)}`);
    if (kind === "by-id") {
      print(`ending ${name(kind)}`);
      await store.take({ id: request.record.id, window });
      print(`ended ${name(kind)}`);
    }
  }
  await store.touch({
    tokenHash: name("kept"),
    window,
    writeIntervalMs: WRITE_INTERVAL_MS,
  });
  print(`ending ${name("taken")}`);
  await store.take({ tokenHash: name("taken"), window });
  print(`ended ${name("taken")}`);
  print(`ending ${name("of-user")}`);
  await store.endMany({ userKey: `5:local:${name("user")}`, window });
  print(`ended ${name("of-user")}`);
}
