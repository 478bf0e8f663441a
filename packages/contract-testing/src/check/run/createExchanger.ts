import type { Operation } from "@gatehouse/contract";
import type { Credentials, Send } from "../CheckOptions.ts";
import type { CheckRequest, CheckResponse } from "../CheckReport.ts";
import { SignInFailedError } from "../errors.ts";
import { buildRequest, type RequestFrame } from "../requests/buildRequest.ts";
import type { CredentialUse, Draft } from "../requests/Draft.ts";
import type { CredentialStore } from "./createCredentialStore.ts";
import type { Gate } from "./createGate.ts";
import { type ShownRequest, showRequest } from "./showRequest.ts";

/** What to do after a response to valid credentials. */
type Advice =
  | { readonly kind: "go on" }
  /** Fresh credentials are at hand: the request is worth repeating. */
  | { readonly kind: "renewed" }
  /** Only other credentials can show whether these ones are rejected or all of them are used up. */
  | { readonly kind: "try others"; readonly draft: Draft };

/** Watches what a server makes of valid credentials. */
interface CredentialWatch {
  learn(operation: Operation, draft: Draft, status: number): Advice;
  /** Gives the credentials up. @returns a note for the reader. */
  lose(): string;
}

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);
const GO_ON: Advice = { kind: "go on" };

/**
 * Makes a watch. Credentials can be used up: a sign-out ends the session of those it came with. Fresh ones are fetched
 * after a 401, and from then on right after the operation that used them up; where there are no fresh ones, a 401 to
 * credentials that were accepted before is not a finding.
 */
function createCredentialWatch(credentialStore: CredentialStore): CredentialWatch {
  const accepted = new Map<string, readonly CredentialUse[]>();
  const consuming = new Set<Operation>();
  let lastUnsafe: Operation | undefined;
  let isFresh = true;

  const accept = (operation: Operation, draft: Draft, status: number): Advice => {
    isFresh = false;
    accepted.set(keyOf(draft.credentials), draft.credentials);
    if (SAFE_METHODS.has(draft.method) || status >= 400) return GO_ON;
    lastUnsafe = operation;
    if (consuming.has(operation) && credentialStore.canRenew) renew();
    return GO_ON;
  };
  const renew = (): Advice => {
    credentialStore.drop();
    isFresh = true;
    return { kind: "renewed" };
  };

  return {
    learn: (operation, draft, status) => {
      if (status !== 401) return accept(operation, draft, status);
      if (credentialStore.canRenew) {
        if (isFresh) return GO_ON;
        if (lastUnsafe !== undefined) consuming.add(lastUnsafe);
        return renew();
      }
      const others = [...accepted].find(
        ([key]) => key !== keyOf(draft.credentials) && isOpenTo(operation, key),
      );
      if (others === undefined && accepted.size === 0) return GO_ON;
      const credentials = others?.[1] ?? draft.credentials;
      return { kind: "try others", draft: { ...draft, credentials } };
    },
    lose: () => {
      credentialStore.drop();
      const after = lastUnsafe === undefined ? "" : ` after ${lastUnsafe.id} was accepted`;
      return `The credentials were not accepted any more${after}; what came then was seen from outside. Give a way to sign in again.`;
    },
  };
}

function keyOf(uses: readonly CredentialUse[]): string {
  return uses
    .map(({ scheme }) => scheme.name)
    .sort()
    .join(" ");
}

function isOpenTo({ security }: Operation, key: string): boolean {
  return security.some(
    (alternative) =>
      alternative
        .map(({ scheme }) => scheme)
        .sort()
        .join(" ") === key,
  );
}

/** A request and what came of it. */
export interface CheckExchange {
  readonly method: string;
  /** Writes the request for a report; most requests are in none. */
  show(): ShownRequest;
  /** Absent where the connection broke before a response. */
  readonly response: CheckResponse | undefined;
  /** What the connection broke by. */
  readonly error: unknown;
  /** Whether valid credentials, fetched freshly where possible, were sent in their documented locations. */
  readonly withCredentials: boolean;
}

/** Sends drafts; `undefined` when the run has come to its end. */
export type Exchanger = (frame: RequestFrame, draft: Draft) => Promise<CheckExchange | undefined>;

/** What requests are sent with. */
interface ExchangerParts {
  readonly send: Send;
  readonly gate: Gate;
  readonly credentialStore: CredentialStore;
  /** Scheme, host and port, for the command line that repeats a request. */
  readonly origin: string;
  readonly insecure: boolean;
  /** Called with a note when a request cannot be made as the document asks. */
  onTrouble(note: string): void;
}

/** Broken connections in a row after which the server is taken for gone. */
const MAX_SILENCE = 5;

/** Makes what sends drafts with credentials, and looks after these when the server takes them no more. */
export function createExchanger(parts: ExchangerParts): Exchanger {
  const watch = createCredentialWatch(parts.credentialStore);
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
    // Others are accepted: these ones are rejected, and not all of them used up.
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
    method: sent.method,
    show: () => showRequest(parts, frame, sent),
    ...(await attempt(parts.send, request)),
    withCredentials: draft.isAuthorized && usable.length === draft.credentials.length,
  };
}

/** Without fresh credentials the rest of a run would show nothing. */
async function fetchCredentials({
  credentialStore,
  gate,
  onTrouble,
}: ExchangerParts): Promise<Credentials | undefined> {
  try {
    return await credentialStore.current();
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
): Promise<{ readonly response: CheckResponse | undefined; readonly error: unknown }> {
  try {
    return { response: await send(request), error: undefined };
  } catch (error) {
    return { response: undefined, error };
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
