import type { IncomingMessage } from "node:http";
import type { Contract } from "@gatehouse/contract";
import type { RequestFailure } from "../errors.ts";
import type { ResponseGuard } from "../guard/ResponseGuard.ts";
import type { HeaderValue, ResponseData } from "../response/ResponseData.ts";
import type { Binding, OperationId } from "../types/Binding.ts";
import type { OperationTable } from "../types/OperationTable.ts";
import type { SecurityHandlers } from "../types/SecurityHandlers.ts";

/** A failure to be answered. */
export interface FailedRequest<B extends Binding> {
  readonly error: RequestFailure;
  /** Absent where the request matches no operation. */
  readonly operationId: OperationId<B> | undefined;
  readonly context: B["context"];
}

/** What a contract router is made of. */
export interface ContractRouterOptions<B extends Binding> {
  readonly contract: Contract;
  readonly operations: OperationTable<B>;
  readonly security: SecurityHandlers<B>;
  /** Makes what handlers get to know of a request beside parameters, body and credentials. */
  createContext(request: IncomingMessage): B["context"];
  /** Makes the response to a rejection or an error: the one place that knows the error envelope. */
  errorResponse(failure: FailedRequest<B>): ResponseData;
  /** Makes the headers that every answer carries; left out where there are none. */
  provideHeaders?(context: B["context"]): Readonly<Record<B["providedHeaders"], HeaderValue>>;
  /** @default 1_048_576 */
  readonly bodyLimitBytes?: number;
  /**
   * What happens to a path that the document does not have: `reject` responds with 404, `next` hands it on.
   *
   * @default "reject"
   */
  readonly unknownPath?: "reject" | "next";
  /** Holds answers against the document. */
  readonly responseGuard?: ResponseGuard;
  /** Told of what could not be answered at all: a throw of `createContext`, `errorResponse` or a writer. */
  onError?(error: unknown): void;
}
