import type { ErrorCode, SessionErrorResponse } from "@gatehouse/api-types";
import { createOperationDefiner } from "@gatehouse/express-contract";
import type { Credentials, GatehouseBinding } from "./GatehouseBinding.ts";

/** The credentials of a request: those of one alternative, the others absent. */
type PresentedCredentials = { readonly [Scheme in keyof Credentials]?: Credentials[Scheme] | undefined };

/** Defines the handler of one operation of the document. */
export const defineOperation = createOperationDefiner<GatehouseBinding>();

/** The session token of a request, whichever header or cookie carried it. */
export function tokenOf({ XHM_TOKEN, AUTHORIZATION, BROWSER_COOKIE }: PresentedCredentials): string {
  return XHM_TOKEN ?? AUTHORIZATION ?? BROWSER_COOKIE ?? "";
}

/** The version of the form of a response. */
const VERSION = "1.0";

/** The part of the envelope that every success has. */
export interface SuccessEnvelope {
  readonly success: true;
  readonly completed: true;
  /** Unix milliseconds. */
  readonly time: number;
  readonly version: typeof VERSION;
}

/** Begins the body of a success. @param time Unix milliseconds */
export function success(time: number): SuccessEnvelope {
  return { success: true, completed: true, time, version: VERSION };
}

/** Makes the body of a rejection or fault. */
export function failure(
  time: number,
  rejection: { errorCode: ErrorCode | undefined; text: string },
): SessionErrorResponse {
  const { errorCode, text } = rejection;
  return {
    success: false,
    completed: false,
    time,
    version: VERSION,
    ...(errorCode === undefined ? {} : { errorCode }),
    error: text,
  };
}
