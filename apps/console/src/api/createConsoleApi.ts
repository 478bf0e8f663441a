import type { PasswordChangeRequest, SessionData, SessionErrorResponse } from "@gatehouse/api-types";
import { type Credentials, createGatehouseClient, type GatehouseClient } from "@gatehouse/client";
import type { Memory } from "./createMemory.ts";
import type { ServerClock } from "./createServerClock.ts";
import { createSessionStore, type SessionStore, type TabChannel } from "./createSessionStore.ts";
import { failureReasonOf, isUnreachable, RejectedError, rejectionOf } from "./RejectedError.ts";

/** An envelope of the contract, as far as every response has it. */
type Envelope = Pick<SessionErrorResponse, "time">;

/** The result of a call of openapi-fetch. */
interface Fetched<Body> {
  readonly data?: Body | undefined;
  readonly error?: SessionErrorResponse | undefined;
  readonly response: Response;
}

type Send<Body> = () => Promise<Fetched<Body>>;

/** Whether the server responds. */
interface Connection {
  isUp(): boolean;
  subscribe(listener: () => void): () => void;
  /** A response arrived. */
  up(): void;
  /** No response arrived. */
  down(): void;
}

/** The API as pages use it: a call returns its body or throws, and keeps session, clock and connection up to date. */
export interface ConsoleApi {
  readonly session: SessionStore;
  readonly connection: Connection;
  readonly clock: ServerClock;
  /** Every operation of the document; pass the result to `call`. */
  readonly operations: GatehouseClient["api"];
  /**
   * The body of a successful response. Sends again once when the session was replaced in the meantime.
   *
   * @throws {RejectedError} when the server rejected the call.
   * @throws {GatehouseTransportError} when no response of the contract arrived.
   */
  call<Body extends Envelope>(send: Send<Body>): Promise<Body>;
  /** Opens a session. @throws as `call` does */
  signIn(credentials: Credentials): Promise<SessionData>;
  /** Proves again that it is the reader, for what needs a recent sign-in. @throws as `call` does */
  signInAgain(password: string): Promise<SessionData>;
  /** Ends the session. @throws as `call` does, and the session is still there then */
  signOut(): Promise<void>;
  /** Changes the password of the reader, whose session is a fresh one then. @throws as `call` does */
  changePassword(passwords: PasswordChangeRequest): Promise<SessionData>;
  /**
   * Finds out at the start of a page whether there is a session. Asks the server only when this browser had a session
   * or cannot store whether it had one: a request without a session adds a rejection to the audit trail.
   */
  start(): Promise<void>;
  /** Whether the server responds again. Restarts no idle limit, and leaves no trace in the audit trail. */
  probe(): Promise<void>;
  /** Whether the session is still there, which restarts its idle limit; the states say what was found. */
  checkSession(): Promise<void>;
  /** Shows the session, which restarts its idle limit. @throws as `call` does */
  readSession(): Promise<SessionData>;
}

/** Options of `createConsoleApi`. */
interface ConsoleApiOptions {
  /** The address of the page, without its hash. */
  readonly baseUrl: string;
  readonly clock: ServerClock;
  /** Reaches the other tabs. */
  readonly channel: TabChannel;
  /** Remembers over reloads that there is a session. */
  readonly memory: Memory;
}

const REMEMBERED = "gatehouse.session";

/** Makes the API of the console. */
export function createConsoleApi({ baseUrl, clock, channel, memory }: ConsoleApiOptions): ConsoleApi {
  const client = createGatehouseClient({ baseUrl, browser: true });
  const session = createSessionStore(clock, channel);
  const connection = createConnection();
  const calls = createCalls({ session, connection, clock }, client);
  const sessionCalls = createSessionCalls(client, { session, clock }, calls);
  session.subscribe(() => {
    if (session.state().kind === "signedIn") memory.setItem(REMEMBERED, "yes");
    else memory.removeItem(REMEMBERED);
  });
  const settle = (pending: Promise<unknown>): Promise<void> =>
    pending.then(
      () => undefined,
      // The states of the session and of the connection hold the failure.
      () => undefined,
    );
  const checkSession = (): Promise<void> => settle(sessionCalls.readSession());
  return {
    session,
    connection,
    clock,
    operations: client.api,
    call: calls.call,
    ...sessionCalls,
    start: async () => {
      if (memory.isKept && memory.getItem(REMEMBERED) === null) session.ended();
      else await checkSession();
    },
    probe: async () => {
      await settle(calls.hear(() => client.api.GET("/sign-ins")));
      if (connection.isUp() && session.state().kind === "starting") await checkSession();
    },
    checkSession,
  };
}

type Parts = Pick<ConsoleApi, "session" | "connection" | "clock">;

interface Calls extends Pick<ConsoleApi, "call"> {
  /** Takes note of whether a response came. */
  reached<Result>(pending: Promise<Result>): Promise<Result>;
  /** The body of a successful response to a call that uses no session. @throws as `call` does */
  hear<Body extends Envelope>(send: Send<Body>): Promise<Body>;
}

function createCalls({ session, connection, clock }: Parts, client: GatehouseClient): Calls {
  const reached: Calls["reached"] = async (pending) => {
    try {
      const result = await pending;
      connection.up();
      return result;
    } catch (error) {
      if (isUnreachable(error)) connection.down();
      throw error;
    }
  };
  const hear: Calls["hear"] = async (send) => {
    const { data, error, response } = await reached(send());
    clock.heard((data ?? error)?.time ?? clock.nowMs());
    if (data === undefined) throw rejectionOf(response, error, recentUntilOf(session));
    return data;
  };
  const receive: Calls["hear"] = async (send) => {
    const data = await hear(send);
    session.renewed();
    return data;
  };
  const findSession = async (): Promise<void> => {
    const { data } = await receive(() => client.api.GET("/sessions"));
    session.opened(data);
  };
  const isEnd = (error: unknown): boolean => failureReasonOf(error) === "INVALID_SESSION_TOKEN";
  return {
    reached,
    hear,
    call: async (send) => {
      try {
        return await receive(send).catch(async (error: unknown) => {
          if (!isEnd(error) || session.state().kind !== "signedIn") throw error;
          // Another tab may have replaced the session during this call.
          await findSession();
          return receive(send);
        });
      } catch (error) {
        if (isEnd(error)) session.ended();
        throw error;
      }
    },
  };
}

function recentUntilOf({ state }: SessionStore): number | undefined {
  const current = state();
  return current.kind === "signedIn" ? current.data.session.recentUntil : undefined;
}

/** A connection is up until a call fails. */
function createConnection(): Connection {
  let isUp = true;
  const listeners = new Set<() => void>();
  const become = (next: boolean): void => {
    if (next === isUp) return;
    isUp = next;
    for (const listener of listeners) listener();
  };
  return {
    isUp: () => isUp,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    up: () => become(true),
    down: () => become(false),
  };
}

function createSessionCalls(
  client: GatehouseClient,
  { session, clock }: Pick<Parts, "session" | "clock">,
  { call, reached }: Calls,
): Pick<ConsoleApi, "signIn" | "signInAgain" | "signOut" | "changePassword" | "readSession"> {
  const signIn: ConsoleApi["signIn"] = async (credentials) => {
    const { data, error } = await reached(client.signIn(credentials));
    if (error) throw new RejectedError(error);
    clock.heard(data.session.lastSeenAt);
    session.opened(data);
    return data;
  };
  return {
    signIn,
    signInAgain: async (password) => {
      const { data } = await call(() =>
        client.api.POST("/browser-sessions/reauthenticate", { body: { password } }),
      );
      session.opened(data);
      return data;
    },
    signOut: async () => {
      const { error } = await reached(client.signOut());
      if (error) throw new RejectedError(error);
      session.ended("signedOut");
    },
    changePassword: async (body) => {
      const { data } = await call(() => client.api.PUT("/browser-sessions/password", { body }));
      session.opened(data);
      return data;
    },
    readSession: async () => {
      const { data } = await call(() => client.api.GET("/sessions"));
      session.opened(data);
      return data;
    },
  };
}
