import type { Operation } from "@gatehouse/contract";
import type { CredentialUse, Draft } from "../requests/Draft.ts";
import type { Wallet } from "./createWallet.ts";

/** What to do after an answer to valid credentials. */
export type Advice =
  | { readonly kind: "go on" }
  /** Fresh credentials are at hand: the request is worth repeating. */
  | { readonly kind: "renewed" }
  /** Only other credentials can tell whether these ones are refused or all of them are used up. */
  | { readonly kind: "try others"; readonly draft: Draft };

/** Watches what a server makes of valid credentials. */
export interface CredentialWatch {
  learn(operation: Operation, draft: Draft, status: number): Advice;
  /** Gives the credentials up. @returns a note for the reader. */
  lose(): string;
}

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);
const GO_ON: Advice = { kind: "go on" };

/**
 * Makes a watch. Credentials can be used up: a sign-out ends the session of those it came with. Fresh ones are fetched
 * after a 401, and from then on right after the operation that used them up; where there are no fresh ones, a 401 to
 * credentials that were accepted before is no fault of the server.
 */
export function createCredentialWatch(wallet: Wallet): CredentialWatch {
  const accepted = new Map<string, readonly CredentialUse[]>();
  const consuming = new Set<Operation>();
  let lastUnsafe: Operation | undefined;
  let isFresh = true;

  const accept = (operation: Operation, draft: Draft, status: number): Advice => {
    isFresh = false;
    accepted.set(keyOf(draft.credentials), draft.credentials);
    if (SAFE_METHODS.has(draft.method) || status >= 400) return GO_ON;
    lastUnsafe = operation;
    if (consuming.has(operation) && wallet.canRenew) renew();
    return GO_ON;
  };
  const renew = (): Advice => {
    wallet.drop();
    isFresh = true;
    return { kind: "renewed" };
  };

  return {
    learn: (operation, draft, status) => {
      if (status !== 401) return accept(operation, draft, status);
      if (wallet.canRenew) {
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
      wallet.drop();
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
