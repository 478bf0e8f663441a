import type { IncomingMessage, ServerResponse } from "node:http";
import type { Contract, IntegerMode } from "@gatehouse/contract";
import type { RequestFailure } from "../errors.ts";
import type { ResponseGuard } from "../guard/ResponseGuard.ts";
import type { ExpressRequest } from "../request/createOperationFinder.ts";
import type { ObservedRequest } from "../request/createRequestValidator.ts";
import type { UploadOptions } from "../request/UploadStore.ts";
import type { HeaderValue } from "../response/writeResponse.ts";
import type { Binding, OperationId } from "../types/Binding.ts";
import type { ErrorResponse } from "../types/ErrorResponse.ts";
import type { OperationTable } from "../types/OperationTable.ts";
import type { SecurityHandlers } from "../types/SecurityHandlers.ts";

/** Calls the next handler of Express. */
export type Next = (error?: unknown) => void;

/** A contract router: an Express handler, to be mounted with `app.use(router)` or `app.use("/prefix", router)`. */
export interface ContractRouter {
  (req: IncomingMessage, res: ServerResponse, next: Next): void;
  /** Responds to any request with 404 through `errorResponse`; mount it last. */
  readonly rejectUnknownPath: (req: IncomingMessage, res: ServerResponse) => void;
  /**
   * Responds to errors of other handlers through `errorResponse`; mount it after everything else. Errors of body
   * parsers and other middleware that carry a 4xx status arrive there as rejections with a code.
   */
  readonly handleError: (error: unknown, req: IncomingMessage, res: ServerResponse, next: Next) => void;
}

/** A failure to respond to. */
export interface FailedRequest<B extends Binding> {
  readonly error: RequestFailure;
  /** Absent where the request matches no operation. */
  readonly operationId: OperationId<B> | undefined;
  readonly context: B["context"];
}

/** Options of a contract router. */
export interface ContractRouterOptions<B extends Binding> {
  readonly contract: Contract;
  readonly operations: OperationTable<B>;
  readonly security: SecurityHandlers<B>;
  /** Makes what handlers get to know of a request beside parameters, body and credentials. */
  createContext(request: ExpressRequest): B["context"];
  /**
   * Makes the response to a rejection or an error: the one place that knows the error envelope. The router adds `Allow`
   * to 405 and `WWW-Authenticate` to 401, unless the response has a header of that name (`undefined` sends none).
   */
  errorResponse(failure: FailedRequest<B>): ErrorResponse<B>;
  /** Makes the headers that every response carries; left out where there are none. */
  provideHeaders?(context: B["context"]): Readonly<Record<B["providedHeaders"], HeaderValue>>;
  /**
   * The largest request body, in bytes.
   *
   * @default 1_048_576
   */
  readonly bodyLimitBytes?: number;
  /** How large `multipart/form-data` may be, and where its files are kept. */
  readonly uploads?: UploadOptions;
  /**
   * What happens to a path that the document does not have: `reject` responds with 404, `next` hands it on.
   *
   * @default "reject"
   */
  readonly unknownPath?: "reject" | "next";
  /**
   * How integers of the format `int64` reach handlers: as numbers, where one that a double cannot hold is rejected, or
   * all of them as `bigint`. Types generated from the document say `number` in both cases.
   *
   * @default "number"
   */
  readonly integers?: IntegerMode;
  /** Is called with every validated request, before its response; `@gatehouse/express-contract/eov` has a use for it. */
  observeRequest?(observed: ObservedRequest): void;
  /** Compares responses with the document. */
  readonly responseGuard?: ResponseGuard;
  /**
   * Is called with what no response could be made for: an error of `createContext`, `errorResponse` or a writer, or of
   * a stream after its head was sent.
   */
  onError?(error: unknown): void;
}
