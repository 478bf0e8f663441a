import type { Account } from "../ports/AccountStore.ts";

/** An enabled account for tests; the id is the username, as the subject of `sampleUser` is. */
export function sampleAccount(username: string, overrides: Partial<Account> = {}): Account {
  return {
    id: username,
    username,
    passwordHash: "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$ZGlnZXN0ZGlnZXN0ZGlnZXN0",
    roles: ["Operator"],
    disabled: false,
    createdAtMs: 1_753_089_693_083,
    passwordChangedAtMs: 1_753_089_693_083,
    version: 1,
    ...overrides,
  };
}
