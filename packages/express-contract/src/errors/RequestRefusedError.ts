import type { RefusalDetail } from "./RefusalDetail.ts";

/** What a refusal may carry beside its code and status. */
export interface RefusalFacts {
  readonly details?: readonly RefusalDetail[];
  /** Upper-case methods, for the `Allow` header. */
  readonly allow?: readonly string[];
  /** Challenges, for the `WWW-Authenticate` header. */
  readonly challenges?: readonly string[];
  readonly cause?: unknown;
}

/**
 * A request that the router does not hand to an operation. Every subclass has a literal `code`; compare
 * that, never the message.
 */
export abstract class RequestRefusedError extends Error {
  abstract readonly code: string;
  abstract readonly status: number;
  /** What is wrong, where in the request, and which place in the document says so. */
  readonly details: readonly RefusalDetail[];
  readonly allow: readonly string[];
  readonly challenges: readonly string[];

  constructor(message: string, facts: RefusalFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = new.target.name;
    this.details = facts.details ?? [];
    this.allow = facts.allow ?? [];
    this.challenges = facts.challenges ?? [];
  }
}
