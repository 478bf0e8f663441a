import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type Difference, loadContract } from "@gatehouse/contract";
import { openExchangeFile } from "@gatehouse/contract-testing";
import { ContractViolationError, watchAgent } from "@gatehouse/contract-testing/supertest";
import {
  type Authenticator,
  type Clock,
  createMemoryStore,
  createSessions,
  defaultSessionLimits,
  type SessionStore,
  type Sessions,
  type SignInSwitch,
  type Store,
} from "@gatehouse/sessions";
import supertest, { type Agent, type Test } from "supertest";
import { expect, onTestFinished } from "vitest";
import { BusyHashingError } from "../../src/accounts/accountErrors.ts";
import type { Accounts } from "../../src/accounts/createAccounts.ts";
import type { LocalAttemptLimiter } from "../../src/accounts/limiter/createAttemptLimiter.ts";
import { type LocalAccounts, openAccounts } from "../../src/accounts/openAccounts.ts";
import type { AuditEvent } from "../../src/audit/AuditEvent.ts";
import type { AuditReader } from "../../src/audit/createAuditReader.ts";
import { createHttpServer } from "../../src/composition/createHttpServer.ts";
import { createStatusReport, type StatusParts } from "../../src/composition/createStatusReport.ts";
import { createGuard } from "../../src/composition/openObservability.ts";
import { auditUnreadable } from "../../src/http/auditRejection.ts";
import { type AddressBlock, createAddressReader } from "../../src/http/createAddressReader.ts";
import { createApp, type Fault } from "../../src/http/createApp.ts";
import type { Page } from "../../src/http/createPageRoutes.ts";
import { createMetrics, type Metrics } from "../../src/management/createMetrics.ts";
import { createTestAuthenticator, PASSWORD } from "./createTestAuthenticator.ts";

const contract = await loadContract(new URL("../../../../spec/openapi.yaml", import.meta.url));
const [BASE_PATH = ""] = contract.basePaths;
/** The file from which the reporter of the run, see `vitest.config.ts`, reads the exchanges. */
const recorder = openExchangeFile(process.env.CONTRACT_EXCHANGES ?? "", {
  currentTest: () => `${expect.getState().testPath} ${expect.getState().currentTestName}`,
});

/** A clock that stands still until it is moved. */
export interface TestClock extends Clock {
  advanceSeconds(seconds: number): void;
}

/** The API under test: paths are those of the document, every response is validated against it. */
export interface TestApi {
  readonly clock: TestClock;
  /** The internal errors that the server logged. */
  readonly faults: Fault[];
  /** The events that the audit trail received. */
  readonly events: AuditEvent[];
  readonly metrics: Metrics;
  /** From now on the process counts as overloaded. */
  overload(): void;
  /** `http://127.0.0.1:<port>`, for tests that speak to the socket themselves. */
  readonly origin: string;
  /** Requests outside the base path. */
  readonly root: Agent;
  get(path: string): Test;
  head(path: string): Test;
  post(path: string): Test;
  delete(path: string): Test;
  call(method: string, path: string): Test;
  /** Signs a test account in, `admin` unless named, and gives the token. */
  signIn(username?: string): Promise<string>;
  /** Signs a browser in as `signIn` does, and gives the headers of its later calls. */
  browse(username?: string): Promise<BrowserHeaders>;
}

/** The headers that a page of the server sends with each call. */
export type BrowserHeaders = {
  readonly cookie: string;
  readonly "x-gatehouse-session": "cookie";
  readonly "sec-fetch-site": "same-origin";
};

/** The headers of a page of the server that has no session. */
export const BROWSER = { "x-gatehouse-session": "cookie", "sec-fetch-site": "same-origin" } as const;

/** The parts that a test may replace. */
export interface TestApiOptions {
  readonly store?: SessionStore;
  readonly authenticator?: Authenticator;
  readonly trustedProxies?: readonly AddressBlock[];
  readonly pages?: ReadonlyMap<string, Page>;
  /** Signs in with the accounts of the store, `admin` first, in place of the accounts of the test authenticator. */
  readonly realAccounts?: boolean;
  /** Whether passwords wait too long to be hashed. @default never */
  readonly isHashingBusy?: () => boolean;
  /** @default open, kept in memory */
  readonly signInSwitch?: SignInSwitch;
  /** @default lifts nothing */
  readonly limiter?: Partial<Pick<LocalAttemptLimiter, "unlock" | "findLocks">>;
  /** @default the trail is not kept */
  readonly auditReader?: AuditReader;
  /** The parts of the status, in place of a server in memory without TLS. */
  readonly status?: Partial<StatusParts>;
}

/** Starts the HTTP edge on a loopback port, over a memory store unless another one is given. */
export async function createTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const clock = createTestClock();
  const faults: Fault[] = [];
  const differences: Difference[] = [];
  onTestFinished(() => {
    if (differences.length > 0) throw new ContractViolationError(differences);
  });
  const events: AuditEvent[] = [];
  const metrics = createMetrics({ operationIds: [...contract.operations.keys()], startedAtMs: 0 });
  let isOverloaded = false;
  const { store = createMemoryStore(), trustedProxies = [], pages } = options;
  const local = openAccountsOf(store, clock);
  const { authenticator = createTestAuthenticator(store) } = options.realAccounts === true ? local : options;
  if (options.realAccounts === true) await local.ensureAdministrator(PASSWORD);
  const audit = { record: (event: AuditEvent) => void events.push(event), flush: async () => undefined };
  const sessions = createSessions({
    store,
    clock,
    authenticators: [authenticator],
    ...(options.signInSwitch && { signInSwitch: options.signInSwitch }),
  });
  const app = createApp({
    contract,
    sessions,
    accounts: busyAccounts(local.accounts, options.isHashingBusy),
    ...administrationOf(options, { clock, sessions }),
    clock,
    appliance: { name: "HCX Manager", type: "vsphere" },
    audit,
    metrics,
    monotonicMs: () => performance.now(),
    addressOf: createAddressReader({ trustedProxies }),
    pages,
    isOverloaded: () => isOverloaded,
    onFault: (fault) => faults.push(fault),
    responseGuard: createGuard({
      contract,
      mode: "enforce",
      // The guard replaces the response, and the test sees a 500; its violations are reported at the end.
      onFinding: ({ difference }) => differences.push(difference),
    }),
  });
  const origin = await listen(app, audit);
  const root = watchAgent(supertest.agent(origin), { contract, recorder });
  const call = (method: string, path: string): Test => toTest(root, method, BASE_PATH + path);
  const post = (path: string): Test => call("POST", path);
  return {
    clock,
    faults,
    events,
    metrics,
    overload: () => {
      isOverloaded = true;
    },
    origin,
    root,
    call,
    post,
    get: (path) => call("GET", path),
    head: (path) => call("HEAD", path),
    delete: (path) => call("DELETE", path),
    signIn: async (username = "admin") => {
      const response = await post("/sessions").send({ username, password: PASSWORD }).expect(200);
      return String(response.headers["x-hm-authorization"]);
    },
    browse: async (username = "admin") => {
      const credentials = { username, password: PASSWORD };
      const response = await post("/browser-sessions").set(BROWSER).send(credentials).expect(200);
      const [cookie = ""] = String(response.headers["set-cookie"]).split(";");
      return { ...BROWSER, cookie };
    },
  };
}

/** As cheap as argon2id gets. */
const hashing = { memoryKibibytes: 8, passes: 1, lanes: 1 };

function openAccountsOf(store: SessionStore | Store, clock: Clock): LocalAccounts {
  const accountStore = "accounts" in store ? store.accounts : createMemoryStore().accounts;
  return openAccounts({ store: accountStore, clock, limits: defaultSessionLimits, hashing });
}

/** Rejects the changes that need a hash, as a full gate does. */
function busyAccounts(accounts: Accounts, isBusy: () => boolean = () => false): Accounts {
  const unlessBusy =
    <Arguments extends unknown[], Result>(work: (...given: Arguments) => Promise<Result>) =>
    async (...given: Arguments) => {
      if (isBusy()) throw new BusyHashingError(2);
      return work(...given);
    };
  return {
    ...accounts,
    add: unlessBusy(accounts.add),
    resetPassword: unlessBusy(accounts.resetPassword),
  };
}

/** The parts that administrators use: locks, the trail and the status of a server without TLS. */
function administrationOf(
  { limiter: given, auditReader, status: parts }: TestApiOptions,
  { clock, sessions }: { readonly clock: Clock; readonly sessions: Sessions },
) {
  const status = createStatusReport({
    configuration: { store: { kind: "memory", cacheBytes: 0, file: "/nowhere" }, audit: { kind: "stdout" } },
    wallClock: clock,
    sessions,
    audit: { queuedBytes: () => 0, lostEvents: () => 0 },
    readiness: { report: async () => ({ ready: true, phase: "ready", checks: { store: "ok" } }) },
    liveSessions: () => 0,
    identity: () => undefined,
    ...parts,
  });
  const limiter = { unlock: async () => undefined, findLocks: async () => [], ...given };
  return { limiter, view: { auditReader, status } };
}

function toTest(agent: Agent, method: string, path: string): Test {
  const verbs = agent as unknown as Record<string, (path: string) => Test>;
  const verb = verbs[method.toLowerCase()];
  if (verb === undefined) throw new TypeError(`supertest knows no method ${method}`);
  return verb.call(agent, path);
}

function createTestClock(): TestClock {
  let nowMs = Date.UTC(2026, 0, 1);
  return {
    nowMs: () => nowMs,
    advanceSeconds: (seconds) => {
      nowMs += seconds * 1000;
    },
  };
}

async function listen(
  app: ReturnType<typeof createApp>,
  audit: Parameters<typeof auditUnreadable>[0],
): Promise<string> {
  const server = createHttpServer(app, undefined, (request) => auditUnreadable(audit, request));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
