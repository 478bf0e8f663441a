/** Why a credential is refused. */
export interface RefusedFacts {
  /** For `unauthenticated`: the challenge of this scheme, in place of the usual one. */
  readonly challenge?: string;
  /** For logs; never sent. */
  readonly reason?: string;
}

/** What a security handler returns in place of a credential. */
export class Refused {
  /** `unauthenticated` leads to 401, `forbidden` to 403. */
  readonly kind: "unauthenticated" | "forbidden";
  readonly challenge: string | undefined;
  readonly reason: string | undefined;

  constructor(kind: "unauthenticated" | "forbidden", facts: RefusedFacts = {}) {
    this.kind = kind;
    this.challenge = facts.challenge;
    this.reason = facts.reason;
  }
}
