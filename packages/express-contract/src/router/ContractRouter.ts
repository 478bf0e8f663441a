import type { IncomingMessage, ServerResponse } from "node:http";

/** Calls the next handler of Express. */
export type Next = (error?: unknown) => void;

/** A contract router: an Express handler, to be mounted with `app.use(router)`. */
export interface ContractRouter {
  (req: IncomingMessage, res: ServerResponse, next: Next): void;
  /** Answers any request with 404 through `errorResponse`; mount it last. */
  readonly rejectUnknownPath: (req: IncomingMessage, res: ServerResponse) => void;
  /** Answers errors of other handlers through `errorResponse`; mount it after everything else. */
  readonly handleError: (error: unknown, req: IncomingMessage, res: ServerResponse, next: Next) => void;
}
