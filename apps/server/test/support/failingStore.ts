import { createMemoryStore, type SessionStore, StoreUnavailableError } from "@gatehouse/sessions";

/** A method of the store that a request can meet. */
export type StoreMethod = "create" | "touch" | "take" | "list" | "endMany";

/** A store whose methods named here fail as if the disk or the network were away. */
export function unavailableStore(...methods: readonly StoreMethod[]): SessionStore {
  return failingStore(
    methods,
    (method) => new StoreUnavailableError(method, { cause: new Error("disk is away") }),
  );
}

/** A store whose methods named here throw an unexpected error. */
export function brokenStore(...methods: readonly StoreMethod[]): SessionStore {
  return failingStore(methods, () => new TypeError("secret-canary is not a function"));
}

function failingStore(methods: readonly StoreMethod[], fault: (method: string) => Error): SessionStore {
  const fail = (method: string) => async () => {
    throw fault(method);
  };
  return { ...createMemoryStore(), ...Object.fromEntries(methods.map((method) => [method, fail(method)])) };
}
