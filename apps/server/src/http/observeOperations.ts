import type { OperationId, OperationTable } from "@gatehouse/express-contract";
import type { Metrics } from "../management/createMetrics.ts";
import { OverloadedError } from "./edgeErrors.ts";
import type { GatehouseBinding, RequestContext } from "./GatehouseBinding.ts";

/** What `observeOperations` works with. */
export interface ObserveOptions {
  readonly metrics: Pick<Metrics, "requests">;
  /** Told of every request that was answered; left out when nobody wants to know. */
  readonly onAnswer?: ((answered: AnsweredRequest) => void) | undefined;
  /** A clock that only goes forward, in milliseconds: `performance.now`. */
  readonly monotonicMs: () => number;
  /** Whether the process is overloaded. */
  readonly isOverloaded: () => boolean;
}

/** A request and how it was answered. */
export interface AnsweredRequest {
  readonly transactionId: string;
  /** Absent where the request matches no operation. */
  readonly operationId: string | undefined;
  readonly status: number;
  readonly durationSeconds: number;
}

/** What is always taken: it ends sessions or shuts the door, and so makes room. */
const ALWAYS_TAKEN: ReadonlySet<string> = new Set<OperationId<GatehouseBinding>>([
  "deleteSession",
  "endAllSessions",
  "endOtherSessions",
  "endSessionById",
  "endUserSessions",
  "removeAccount",
  "setAccountState",
  "setSignInState",
]);

type Handler = (request: never, context: RequestContext) => Promise<{ readonly status: number }>;

/**
 * Counts and times the answers of a table of operations, and turns requests away when the process is at the end of its
 * strength. A sign-out is always taken: it must not wait for better times.
 *
 * Refusals never come back here; they are counted where they are answered.
 */
export function observeOperations(
  table: OperationTable<GatehouseBinding>,
  options: ObserveOptions,
): OperationTable<GatehouseBinding> {
  const handlers = Object.entries<Handler>(table as unknown as Record<string, Handler>);
  const observed = handlers.map(([id, handler]) => [id, observe(id, handler, options)]);
  return Object.fromEntries(observed) as OperationTable<GatehouseBinding>;
}

function observe(id: string, handler: Handler, options: ObserveOptions): Handler {
  const { metrics, monotonicMs, isOverloaded, onAnswer } = options;
  const recorder = metrics.requests(id);
  const isAlwaysTaken = ALWAYS_TAKEN.has(id);
  const observed: Handler = async (request, context) => {
    if (isOverloaded() && !isAlwaysTaken) throw new OverloadedError();
    const answer = await handler(request, context);
    const { status } = answer;
    const durationSeconds = (monotonicMs() - context.startedAtMs) / 1000;
    recorder.record(status, durationSeconds);
    onAnswer?.({ transactionId: context.transactionId, operationId: id, status, durationSeconds });
    return answer;
  };
  return Object.assign(observed, { operationId: id });
}
