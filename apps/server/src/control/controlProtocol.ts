import type { Administration } from "./Administration.ts";

/** The operations of a running server on its control socket. */
export interface ServerControl extends Administration {
  /** The description of the server. */
  describeServer(request: Readonly<Record<string, never>>): Promise<ServerDescription>;
}

/** The name of an operation. */
export type ControlOperation = keyof ServerControl;

/** The input of an operation. */
export type ControlInput<Operation extends ControlOperation> = Parameters<ServerControl[Operation]>[0];

/** The output of an operation. */
export type ControlOutput<Operation extends ControlOperation> = Awaited<ReturnType<ServerControl[Operation]>>;

/** The description of a running server for its operator. */
export interface ServerDescription {
  readonly release: string;
  readonly pid: number;
  /** `https://<host>:<port>` of the API. */
  readonly origin: string;
  /** `http://<host>:<port>` of the listener for monitors; absent when it is off. */
  readonly managementOrigin?: string | undefined;
  /** The processes that serve requests for it; absent where it does so itself. */
  readonly workers?: readonly number[];
  /** The clock that sessions go by, Unix milliseconds. */
  readonly sessionClockMs: number;
  /** The clock of the machine, Unix milliseconds. */
  readonly wallClockMs: number;
  /** Absent in a server of release 0.1. */
  readonly store?: {
    /** Absolute path. */
    readonly file: string;
    /** Why its files are not those that were opened; absent while they are. */
    readonly filesProblem?: string | undefined;
    /** Why the disk has no room for sign-ins; absent while there is room. */
    readonly roomProblem?: string | undefined;
  };
  /** The configuration at its start, see `configurationFacts`; absent in a server of release 0.1. */
  readonly configuration?: Readonly<Record<string, string>>;
  readonly audit: {
    /** How many bytes wait to be written. */
    readonly queuedBytes: number;
    /** How many events were lost so far. */
    readonly lostEvents: number;
  };
}

/** The version of the protocol; both sides must speak the same. */
export const CONTROL_VERSION = 1;

/** The longest request, in bytes: room for an import of some thousand accounts. */
export const MAX_REQUEST_BYTES = 1024 * 1024;

/** The longest response, in bytes: a page of 500 sessions has less than a tenth of it. */
export const MAX_RESPONSE_BYTES = 16 * 1024 * 1024;

/** One line of JSON to the server. */
export interface ControlRequest {
  readonly version: number;
  readonly operation: string;
  /** The operator, for the audit trail. The name is trusted: only the owner of the data directory can use the socket. */
  readonly operator: string;
  readonly input: unknown;
}

/** One line of JSON from the server; it closes the connection after. */
export type ControlResponse =
  | { readonly version: number; readonly ok: true; readonly output: unknown }
  | { readonly version: number; readonly ok: false; readonly error: ControlFailure };

/** Why an operation was not done. */
export interface ControlFailure {
  /** The `code` of the error that was thrown, or one of the protocol. */
  readonly code: string;
  readonly message: string;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isTexts: Check = (value) => Array.isArray(value) && value.every(isText);
const isList: Check = (value) => Array.isArray(value);
const isFlag: Check = (value) => typeof value === "boolean";
const isNumber: Check = (value) => Number.isSafeInteger(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const isUserName = { authType: isText, username: isText };

/** The shape of the input of each operation; other members are rejected. */
const shapes: {
  readonly [Operation in ControlOperation]: {
    readonly [Name in keyof Required<ControlInput<Operation>>]: Check;
  };
} = {
  listAccounts: {},
  addAccount: { username: isText, password: isText, roles: isTexts },
  setPassword: { username: isText, password: isText },
  setRoles: { username: isText, roles: isTexts },
  setDisabled: { username: isText, disabled: isFlag },
  removeAccount: { username: isText },
  exportAccounts: { secrets: isFlag },
  importAccounts: { accounts: isList, replace: isFlag },
  unlock: isUserName,
  listSessions: {
    limit: optional(isNumber),
    cursor: optional(isText),
    username: optional(isText),
    authType: optional(isText),
    clientAddress: optional(isText),
  },
  endSession: { id: isText },
  endUser: isUserName,
  endAll: {},
  areSignInsClosed: {},
  setSignInsClosed: { closed: isFlag },
  noteBackup: {},
  describeServer: {},
};

/** The names of all operations. */
export const controlOperations = Object.keys(shapes) as readonly ControlOperation[];

/** Whether there is an operation of this name. */
export function isControlOperation(name: string): name is ControlOperation {
  return Object.hasOwn(shapes, name);
}

/** The input of an operation, or nothing when it is not one. */
export function parseControlInput<Operation extends ControlOperation>(
  operation: Operation,
  input: unknown,
): ControlInput<Operation> | undefined {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return undefined;
  const shape: Readonly<Record<string, Check>> = shapes[operation];
  const given: Readonly<Record<string, unknown>> = { ...input };
  const fits =
    Object.keys(given).every((name) => Object.hasOwn(shape, name)) &&
    Object.entries(shape).every(([name, check]) => check(given[name]));
  return fits ? (given as ControlInput<Operation>) : undefined;
}
