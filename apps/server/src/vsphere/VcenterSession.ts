import type { SessionDialect } from "./SessionDialect.ts";

/** A session opened in vCenter to find out whether a password is right; deleted at once afterwards. */
export interface VcenterSession {
  /** A secret: whoever has it acts as the user. */
  readonly token: string;
  readonly dialect: SessionDialect;
}
