import type { Credentials, Send } from "../CheckOptions.ts";
import type { CheckRequest } from "../CheckRequest.ts";
import type { CheckResponse } from "../CheckResponse.ts";
import { buildRequest, type RequestFrame } from "../requests/buildRequest.ts";
import type { CredentialUse, Draft } from "../requests/Draft.ts";
import { SignInFailedError } from "../SignInFailedError.ts";
import { createCredentialWatch } from "./createCredentialWatch.ts";
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
  /** Told of what keeps requests from being what they should. */
  onTrouble(note: string): void;
}

/** Broken connections in a row after which the server is taken for gone. */
const MAX_SILENCE = 5;

/** Makes what sends drafts with credentials, and looks after these when the server takes them no more. */
export function createExchanger(parts: ExchangerParts): Exchanger {
  const watch = createCredentialWatch(parts.wallet);
  let silence = 0;
  const send: Exchanger = async (frame, draft) => {
    const exchange = await sendOnce(parts, frame, draft);
    if (exchange === undefined) return undefined;
    silence = exchange.response === undefined ? silence + 1 : 0;
    if (silence >= MAX_SILENCE) parts.gate.stop("no answer");
    return exchange;
  };
  return async (frame, draft) => {
    const first = await send(frame, draft);
    if (first?.response === undefined || !first.withCredentials) return first;
    const { operation } = frame;
    const advice = watch.learn(operation, draft, first.response.status);
    if (advice.kind === "go on") return first;
    const second = await send(frame, advice.kind === "try others" ? advice.draft : draft);
    if (second?.response === undefined) return second;
    if (advice.kind === "renewed") {
      watch.learn(operation, draft, second.response.status);
      return second;
    }
    // Others are accepted: these ones are refused, and not all of them used up.
    if (second.response.status !== 401) return first;
    parts.onTrouble(watch.lose());
    return { ...first, withCredentials: false };
  };
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
    (use) => use.text.kind === "made up" || Object.hasOwn(credentials, use.scheme.name),
  );
  const sent = { ...draft, credentials: usable };
  const request = buildRequest(frame, sent, (use) => textOf(use, credentials));
  return {
    ...showRequest(parts, frame, sent),
    ...(await attempt(parts.send, request)),
    withCredentials: draft.isAuthorized && usable.length === draft.credentials.length,
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
