import type { Credentials } from "../CheckOptions.ts";
import { SignInFailedError } from "../errors.ts";

/** Keeps credentials that the server accepts. */
export interface CredentialStore {
  /** The schemes that there are credentials for. */
  readonly schemes: ReadonlySet<string>;
  /** Whether fresh credentials can be had. */
  readonly canRenew: boolean;
  /** Whether the credentials at hand have been used up for good. */
  readonly isEmpty: boolean;
  /** Credentials for the next request. */
  current(): Promise<Credentials>;
  /** The credentials at hand are not accepted any more. */
  drop(): void;
}

/**
 * Makes a credentialStore of fixed credentials, or of a way to fetch them.
 *
 * @throws {SignInFailedError} when credentials cannot be fetched.
 */
export async function createCredentialStore(source: {
  readonly credentials?: Credentials | undefined;
  readonly authenticate?: (() => Promise<Credentials>) | undefined;
}): Promise<CredentialStore> {
  const { authenticate } = source;
  let held: Credentials | undefined =
    authenticate === undefined ? (source.credentials ?? {}) : await ask(authenticate);
  return {
    schemes: new Set(Object.keys(held)),
    canRenew: authenticate !== undefined,
    get isEmpty() {
      return held === undefined && authenticate === undefined;
    },
    current: async () => {
      if (held === undefined && authenticate !== undefined) held = await ask(authenticate);
      return held ?? {};
    },
    drop: () => {
      held = undefined;
    },
  };
}

async function ask(authenticate: () => Promise<Credentials>): Promise<Credentials> {
  try {
    return await authenticate();
  } catch (error) {
    throw new SignInFailedError({ cause: error });
  }
}
