import type { AccountStore, AttemptStore, SessionStore, SignInSwitch, Store } from "@gatehouse/sessions";
import type { Accounts } from "../accounts/createAccounts.ts";
import type { LocalAttemptLimiter } from "../accounts/limiter/createAttemptLimiter.ts";
import type { ServerView } from "../http/requestServer.ts";
import type { Line } from "./createLine.ts";

/** The ports of the parent that workers call over the line. Every method takes at most one value, plain data. */
interface RemotePorts {
  readonly store: Omit<SessionStore, "touch" | "close">;
  readonly accountStore: AccountStore;
  readonly attempts: AttemptStore;
  readonly signInSwitch: SignInSwitch;
  readonly accounts: Accounts;
  readonly limiter: Pick<LocalAttemptLimiter, "unlock" | "findLocks">;
  readonly view: Pick<ServerView, "status">;
}

/** The name of such a port. */
type PortName = keyof RemotePorts;

/** Every method of every port; one that is missing here does not compile. */
const methods: { readonly [Name in PortName]: Readonly<Record<keyof RemotePorts[Name], true>> } = {
  store: { create: true, take: true, list: true, endMany: true, sweep: true },
  accountStore: { list: true, wereKept: true, add: true, change: true },
  attempts: { secret: true, load: true, save: true },
  signInSwitch: { isClosed: true, setClosed: true },
  accounts: {
    list: true,
    find: true,
    listWithSecrets: true,
    add: true,
    import: true,
    setPassword: true,
    resetPassword: true,
    setRoles: true,
    setDisabled: true,
    remove: true,
  },
  limiter: { unlock: true, findLocks: true },
  view: { status: true },
};

type Method = (input: unknown) => unknown;

/** A port whose methods run in the parent. */
export function remotePort<Name extends PortName>(line: Pick<Line, "call">, port: Name): RemotePorts[Name] {
  const names = Object.keys(methods[port]);
  const calls = names.map((name): [string, Method] => [name, (input) => line.call(`${port}.${name}`, input)]);
  // Names and types come from one table.
  return Object.fromEntries(calls) as unknown as RemotePorts[Name];
}

/** The calls of ports by name, for the end that handles them. */
export function portCalls(ports: Partial<RemotePorts>): ReadonlyMap<string, Method> {
  const calls = Object.entries(ports).flatMap(([port, target]) =>
    Object.keys(methods[port as PortName]).map((name): [string, Method] => {
      const method = (target as unknown as Record<string, Method>)[name];
      return [`${port}.${name}`, (input) => method?.call(target, input)];
    }),
  );
  return new Map(calls);
}

/** The ports of a store. */
export function storePorts(
  store: Store,
): Pick<RemotePorts, "store" | "accountStore" | "attempts" | "signInSwitch"> {
  const { accounts, attempts, signInSwitch } = store;
  return { store, accountStore: accounts, attempts, signInSwitch };
}
