import type { Operation } from "../../Contract.ts";
import type { Credentials, Send } from "../CheckOptions.ts";
import type { CheckRequest } from "../CheckRequest.ts";
import type { CheckResponse } from "../CheckResponse.ts";
import { buildRequest, type RequestFrame } from "../requests/buildRequest.ts";
import type { CredentialUse, Draft } from "../requests/Draft.ts";
import { SignInFailedError } from "../SignInFailedError.ts";
import type { Gate } from "./createGate.ts";
import type { Wallet } from "./createWallet.ts";
import type { CheckExchange } from "./Exchange.ts";
import { showRequest } from "./showRequest.ts";

/** Sends drafts; `undefined` when the run has come to its end. */
export type Exchanger = (frame: RequestFrame, draft: Draft) => Promise<CheckExchange | undefined>;

/** What requests are sent with. */
export interface ExchangerParts {
  readonly send: Send;
  readonly gate: Gate;
  readonly wallet: Wallet;
  /** Scheme, host and port, for the command line that repeats a request. */
  readonly origin: string;
  readonly insecure: boolean;
  /** Told, once, of what keeps requests from being what they should. */
  onTrouble(note: string): void;
}

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);
/** Broken connections in a row after which the server is taken for gone. */
const MAX_SILENCE = 5;

/**
 * Makes what sends drafts with credentials, and fetches fresh ones when the server takes the last ones no more: after a
 * 401, and right after an operation that was seen to use them up.
 */
export function createExchanger(parts: ExchangerParts): Exchanger {
  const { wallet } = parts;
  const learn = createLesson(parts);
  let silence = 0;
  return async (frame, draft) => {
    const first = await sendOnce(parts, frame, draft);
    if (first === undefined) return undefined;
    silence = first.response === undefined ? silence + 1 : 0;
    if (silence >= MAX_SILENCE) parts.gate.stop("no answer");
    if (first.response === undefined || !first.withCredentials) return first;
    const isWorthRepeating = learn(frame.operation, draft, first.response.status);
    if (!isWorthRepeating) return { ...first, withCredentials: !wallet.isEmpty };
    const second = await sendOnce(parts, frame, draft);
    if (second?.response !== undefined) learn(frame.operation, draft, second.response.status);
    return second;
  };
}

/** Learns from each answer to valid credentials. The result says whether to repeat the request with fresh ones. */
function createLesson({ wallet, onTrouble }: ExchangerParts) {
  const consuming = new Set<Operation>();
  let lastUnsafe: Operation | undefined;
  let wereAccepted = false;
  return (operation: Operation, draft: Draft, status: number): boolean => {
    if (status !== 401) {
      wereAccepted = true;
      lastUnsafe = !SAFE_METHODS.has(draft.method) && status < 400 ? operation : undefined;
      if (lastUnsafe !== undefined && consuming.has(lastUnsafe) && wallet.canRenew) wallet.drop();
      return false;
    }
    if (!wereAccepted) return false;
    wereAccepted = false;
    if (lastUnsafe !== undefined) consuming.add(lastUnsafe);
    wallet.drop();
    if (!wallet.canRenew) onTrouble(describeLoss(lastUnsafe));
    return wallet.canRenew;
  };
}

function describeLoss(operation: Operation | undefined): string {
  const after = operation === undefined ? "" : ` after ${operation.id} was accepted`;
  return `The credentials were not accepted any more${after}; what came then was seen from outside. Give a way to sign in again.`;
}

async function sendOnce(
  parts: ExchangerParts,
  frame: RequestFrame,
  draft: Draft,
): Promise<CheckExchange | undefined> {
  if (!(await parts.gate.next())) return undefined;
  const credentials = await fetchCredentials(parts);
  if (credentials === undefined) return undefined;
  const usable = draft.credentials.filter(
    (use) => use.text.kind === "made up" || use.scheme.name in credentials,
  );
  const sent = { ...draft, credentials: usable };
  const request = buildRequest(frame, sent, (use) => textOf(use, credentials));
  const isComplete = usable.length === draft.credentials.length;
  return {
    ...showRequest(parts, frame, sent),
    ...(await attempt(parts.send, request)),
    withCredentials: draft.isAuthorized && isComplete,
  };
}

/** Without fresh credentials the rest of a run would say nothing. */
async function fetchCredentials({
  wallet,
  gate,
  onTrouble,
}: ExchangerParts): Promise<Credentials | undefined> {
  try {
    return await wallet.current();
  } catch (error) {
    if (!(error instanceof SignInFailedError)) throw error;
    onTrouble(error.message);
    gate.stop("sign-in failed");
    return undefined;
  }
}

async function attempt(
  send: Send,
  request: CheckRequest,
): Promise<{ readonly response: CheckResponse | undefined; readonly fault: unknown }> {
  try {
    return { response: await send(request), fault: undefined };
  } catch (fault) {
    return { response: undefined, fault };
  }
}

function textOf({ scheme, text }: CredentialUse, credentials: Credentials): string {
  const valid = credentials[scheme.name] ?? "";
  switch (text.kind) {
    case "valid":
      return valid;
    case "altered":
      return text.alter(valid);
    case "made up":
      return text.value;
  }
}
