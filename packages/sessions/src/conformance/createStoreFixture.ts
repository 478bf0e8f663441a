import { randomUUID } from "node:crypto";
import type { Account } from "../ports/AccountStore.ts";
import type { CreateRequest, CreateResult, ListQuery } from "../ports/SessionStore.ts";
import type { Store } from "../ports/Store.ts";
import { type LiveWindow, liveWindowAt } from "../session/Session.ts";
import { defaultSessionLimits } from "../session/SessionLimits.ts";
import type { SessionRecord } from "../session/SessionRecord.ts";
import { type SessionUser, userKeyOf } from "../session/SessionUser.ts";

/** Opens one more handle on the store of this case; all handles of a case see the same data. */
type OpenHandle = () => Promise<Store>;

/** One promise of the port, with the steps that prove it. */
export interface StoreCase {
  readonly name: string;
  /** Whether the case needs a second handle, as a second process would have. */
  readonly shared?: true;
  run(store: Store, open: OpenHandle): Promise<void>;
}

/** The moment every case starts at. */
const START_MS = 1_753_089_693_083;

/** The limits of every case. */
export const IDLE_SECONDS = defaultSessionLimits.idleTimeoutSeconds;

/** How old a last-seen time may be in the store. */
export const WRITE_INTERVAL_MS = IDLE_SECONDS * 100;

/** A store, a time and short forms of the calls. */
export interface StoreFixture {
  readonly store: Store;
  /** Puts a session of this user into the store and returns its record. */
  add(tokenHash: string, overrides?: AddOverrides): Promise<SessionRecord>;
  /** As `add`, with the whole result of the store. */
  create(tokenHash: string, overrides?: AddOverrides): Promise<CreateResult>;
  touch(tokenHash: string): Promise<SessionRecord | undefined>;
  take(tokenHash: string): Promise<SessionRecord | undefined>;
  takeId(id: string, userKey?: string): Promise<SessionRecord | undefined>;
  list(query?: Partial<ListQuery>): Promise<readonly SessionRecord[]>;
  endMany(selection?: { userKey?: string; exceptId?: string }): Promise<number>;
  sweep(limit?: number): ReturnType<Store["sweep"]>;
  /** The window of now. */
  window(): LiveWindow;
  /** Moves the time of the following calls. */
  advanceSeconds(seconds: number): void;
  nowMs(): number;
  /** The same time, another handle. */
  on(store: Store): StoreFixture;
}

/** The facts of a new session that a case sets. */
interface AddOverrides
  extends Partial<Pick<CreateRequest, "maxPerUser" | "maxInAll" | "account" | "replaces">> {
  readonly username?: string;
  readonly record?: Partial<SessionRecord>;
}

/** The user key `add` gives to a username. */
export function keyOf(username: string): string {
  return userKeyOf({ authType: "local", subject: username });
}

/** A fixture at the start moment. */
export function createStoreFixture(store: Store, time = { nowMs: START_MS }): StoreFixture {
  const window = () => liveWindowAt(time.nowMs, defaultSessionLimits);

  function requestOf(tokenHash: string, overrides: AddOverrides): CreateRequest {
    const { username = "ada", record = {}, maxPerUser = 1000, maxInAll = 1_000_000 } = overrides;
    const { account, replaces } = overrides;
    return {
      tokenHash,
      record: { ...sampleRecord(username, time.nowMs), ...record },
      window: window(),
      maxPerUser,
      maxInAll,
      ...(account === undefined ? {} : { account }),
      ...(replaces === undefined ? {} : { replaces }),
    };
  }

  return {
    store,
    async add(tokenHash, overrides = {}) {
      const request = requestOf(tokenHash, overrides);
      await store.create(request);
      return request.record;
    },
    create: (tokenHash, overrides = {}) => store.create(requestOf(tokenHash, overrides)),
    touch: (tokenHash) => store.touch({ tokenHash, window: window(), writeIntervalMs: WRITE_INTERVAL_MS }),
    take: (tokenHash) => store.take({ tokenHash, window: window() }),
    takeId: (id, userKey) =>
      store.take({ id, window: window(), ...(userKey === undefined ? {} : { userKey }) }),
    list: (query = {}) => store.list({ window: window(), limit: 1000, ...query }),
    window,
    endMany: async (selection = {}) => (await store.endMany({ window: window(), ...selection })).ended,
    sweep: (limit = 1000) => store.sweep({ window: window(), limit }),
    advanceSeconds(seconds) {
      time.nowMs += seconds * 1000;
    },
    nowMs: () => time.nowMs,
    on: (other) => createStoreFixture(other, time),
  };
}

/** A user of the local provider, for tests; the subject is the username. */
export function sampleUser(username: string): SessionUser {
  return {
    authType: "local",
    subject: username,
    username,
    enterprise: "HybridityAdmin",
    organizations: [{ id: "default-org-id", name: "DEFAULT" }],
    currentOrganization: "DEFAULT",
  };
}

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

/** A session of a sample user that was opened at this moment (Unix milliseconds), with an id of its own; for tests. */
export function sampleRecord(username: string, nowMs: number): SessionRecord {
  const user = sampleUser(username);
  return {
    id: randomUUID(),
    userKey: userKeyOf(user),
    privileged: false,
    user,
    roles: ["Operator"],
    createdAtMs: nowMs,
    lastSeenAtMs: nowMs,
    authenticatedAtMs: nowMs,
    clientAddress: "192.0.2.7",
  };
}
