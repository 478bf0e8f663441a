import { createHash } from "node:crypto";
import { createSessions } from "@gatehouse/sessions";
import { sampleUser } from "@gatehouse/sessions/testing";
import { createSqliteStore } from "@gatehouse/store-sqlite";

/** The user and the number of sessions. */
export interface FillOptions {
  readonly count: number;
  readonly username: string;
  readonly roles?: readonly string[];
}

/** The digest that a store knows a token by. */
export function digestOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** Opens sessions in a store that no server uses at the moment, and gives their tokens. */
export async function fillStore(path: string, options: FillOptions): Promise<string[]> {
  const { count, username, roles = ["Operator"] } = options;
  const store = await createSqliteStore({ path, writer: "here" });
  const identity = { user: sampleUser(username), roles };
  const sessions = createSessions({
    store,
    clock: { nowMs: Date.now },
    authenticators: [{ authType: "local", authenticate: async () => ({ kind: "authenticated", identity }) }],
    limits: { sessionsPerUser: 1_000_000, sessionsInAll: 1_000_000 },
  });
  const tokens: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const command = { authType: "local", username, password: "any", clientAddress: "192.0.2.7" };
    tokens.push((await sessions.signIn(command)).token);
  }
  await store.close();
  return tokens;
}
