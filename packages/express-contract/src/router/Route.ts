import type { DeprecationHeaders } from "@gatehouse/contract";
import type { RequestJudge } from "../judge/RequestJudge.ts";
import type { BodyReader } from "../request/BodyReader.ts";
import type { ResponseData } from "../response/ResponseData.ts";
import type { SecurityGate } from "../security/createSecurityGate.ts";

/** An operation handler without its types. */
export type UntypedHandler = (request: object, context: unknown) => Promise<ResponseData>;

/** One operation, ready to serve. */
export interface Route {
  readonly operationId: string;
  readonly gate: SecurityGate;
  /** Absent where the operation has no request body; a body that is sent all the same is not read. */
  readonly readBody: BodyReader | undefined;
  readonly judge: RequestJudge;
  readonly handle: UntypedHandler;
  /** What every answer of a deprecated operation carries. */
  readonly notices: DeprecationHeaders | undefined;
  /** The media type of answers by status, where the document gives exactly one and it is not JSON. */
  readonly contentTypes: ReadonlyMap<number, string>;
}
