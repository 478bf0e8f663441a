/** Why a credential is rejected. */
export interface CredentialRejectionFacts {
  /** For `unauthenticated`: the challenge of this scheme, in place of the usual one. */
  readonly challenge?: string;
  /** For logs; never sent. */
  readonly reason?: string;
}

/** What a security handler returns in place of a credential. */
export class CredentialRejection {
  /** `unauthenticated` leads to 401, `forbidden` to 403. */
  readonly kind: "unauthenticated" | "forbidden";
  readonly challenge: string | undefined;
  readonly reason: string | undefined;

  constructor(kind: "unauthenticated" | "forbidden", facts: CredentialRejectionFacts = {}) {
    this.kind = kind;
    this.challenge = facts.challenge;
    this.reason = facts.reason;
  }
}

/** Rejects a credential that is unknown, wrong or expired: 401 with a challenge. */
export function unauthenticated(facts: CredentialRejectionFacts = {}): CredentialRejection {
  return new CredentialRejection("unauthenticated", facts);
}

/** Rejects a credential that is good but does not give the right: 403. */
export function forbidden(facts: CredentialRejectionFacts = {}): CredentialRejection {
  return new CredentialRejection("forbidden", facts);
}
