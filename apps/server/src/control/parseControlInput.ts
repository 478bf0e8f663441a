import type { ControlInput, ControlOperation } from "./controlProtocol.ts";

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

/** What the input of each operation looks like; nothing else may be in it. */
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
