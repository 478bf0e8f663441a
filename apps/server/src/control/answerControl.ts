import {
  CONTROL_VERSION,
  type ControlAnswer,
  type ControlOperation,
  type ServerControl,
} from "./controlProtocol.ts";
import { isControlOperation, parseControlInput } from "./parseControlInput.ts";

/** What answers are made of. */
export interface ControlAnswering {
  /** The administration in the name of somebody. */
  administer(operator: string): ServerControl;
  /** Told of every error that is not an answer in itself. */
  onFault(error: unknown): void;
}

/** Errors whose code and text are meant for the operator. */
const tellable: ReadonlySet<string> = new Set([
  "ACCOUNT_EXISTS",
  "ACCOUNT_NOT_FOUND",
  "ACCOUNT_NOT_KEPT",
  "ACCOUNT_UNCHANGED",
  "HASHING_BUSY",
  "INVALID_ACCOUNT",
  "INVALID_PAGE",
  "SESSION_NOT_FOUND",
  "STORE_UNAVAILABLE",
]);

/** Of these, the ones that the log of the server tells too. */
const faults: ReadonlySet<string> = new Set(["ACCOUNT_NOT_KEPT", "ACCOUNT_UNCHANGED", "STORE_UNAVAILABLE"]);

/** The longest name of an operator. */
const MAX_OPERATOR_CHARACTERS = 128;

/** Does what one line asks for. Never rejects. */
export async function answerControl(line: string, answering: ControlAnswering): Promise<ControlAnswer> {
  const request = parseRequest(line);
  if (request === undefined) return refuse("BAD_REQUEST", "The request is not one of this protocol.");
  if (request.version !== CONTROL_VERSION) {
    const message = `The request speaks version ${JSON.stringify(request.version)} of the protocol, and this server version ${CONTROL_VERSION}. Use the gatehouse command of the release that runs.`;
    return refuse("OTHER_VERSION", message);
  }
  const { operation, operator, input } = request;
  if (!isControlOperation(operation)) return refuse("UNKNOWN_OPERATION", "There is no such operation.");
  return perform(operation, { operator, input, answering });
}

async function perform<Operation extends ControlOperation>(
  operation: Operation,
  { operator, input, answering }: { operator: string; input: unknown; answering: ControlAnswering },
): Promise<ControlAnswer> {
  const parsed = parseControlInput(operation, input);
  if (parsed === undefined) return refuse("BAD_REQUEST", `The input is not one of ${operation}.`);
  // The compiler cannot tell that name and input belong together; `parseControlInput` has seen to it.
  const method = answering.administer(operator)[operation] as (input: unknown) => Promise<unknown>;
  try {
    return { version: CONTROL_VERSION, ok: true, output: await method(parsed) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (error instanceof Error && tellable.has(code)) {
      if (faults.has(code)) answering.onFault(error);
      return refuse(code, error.message);
    }
    answering.onFault(error);
    return refuse("INTERNAL_ERROR", "The server could not do it; its log says why.");
  }
}

function refuse(code: string, message: string): ControlAnswer {
  return { version: CONTROL_VERSION, ok: false, error: { code, message } };
}

interface ParsedRequest {
  readonly version: unknown;
  readonly operation: string;
  readonly operator: string;
  readonly input: unknown;
}

function parseRequest(line: string): ParsedRequest | undefined {
  const value = parseJson(line);
  if (typeof value !== "object" || value === null) return undefined;
  const { version, operation, operator, input } = value as Partial<Record<string, unknown>>;
  if (typeof operation !== "string" || typeof operator !== "string") return undefined;
  return { version, operation, operator: operator.slice(0, MAX_OPERATOR_CHARACTERS), input };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
