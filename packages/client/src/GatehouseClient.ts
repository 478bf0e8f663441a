import type { AuthType, paths, SessionCreateRequest, SessionData } from "@gatehouse/api-types";
import type { Client } from "openapi-fetch";
import type { SessionFailure, SignInFailure, SignOutFailure } from "./results/Failure.ts";
import type { Result } from "./results/Result.ts";
import type { TokenListener } from "./transport/createTokenHolder.ts";
import type { Fetch } from "./transport/Fetch.ts";

/** What a client is made of. */
export interface GatehouseClientOptions {
  /** The address of the appliance, such as `https://appliance:9443`; the path prefix of the API is added. */
  readonly baseUrl: string;
  /** @default the global `fetch`, looked up at each call */
  readonly fetch?: Fetch | undefined;
  /** Told the token at each sign-in, and `undefined` at each end of the session. Must not throw. */
  readonly onToken?: TokenListener | undefined;
}

/** What each call accepts. */
export interface CallOptions {
  /** Ends the call early; give `AbortSignal.timeout(milliseconds)` to limit its time. */
  readonly signal?: AbortSignal | undefined;
}

/** Name and password; `authType` says who checks them and is `local` unless given. */
export type Credentials = Omit<SessionCreateRequest, "authType"> & { readonly authType?: AuthType };

/** A client of one appliance, for one user at a time. */
export interface GatehouseClient {
  /**
   * Opens a session; later calls use it. A session that was open before is left as it is: sign out first to end it.
   *
   * @throws {GatehouseTransportError} when no answer of the contract arrives.
   */
  signIn(credentials: Credentials, options?: CallOptions): Promise<Result<SessionData, SignInFailure>>;
  /**
   * Shows the session and starts its idle limit anew.
   *
   * @throws {GatehouseTransportError} when no answer of the contract arrives.
   */
  session(options?: CallOptions): Promise<Result<SessionData, SessionFailure>>;
  /**
   * Ends the session. Done as well when there is none, or none any more; after a failure the token is kept, so that
   * the call can be made again.
   *
   * @throws {GatehouseTransportError} when no answer of the contract arrives.
   */
  signOut(options?: CallOptions): Promise<Result<undefined, SignOutFailure>>;
  /** Every operation of the document, typed; carries the same token and throws the same errors. */
  readonly api: Client<paths>;
}
