import type { IncomingMessage, ServerResponse } from "node:http";
import type { Operation } from "@gatehouse/contract";
import type { ResponseViolationError } from "../errors.ts";
import type { Finding } from "./Finding.ts";

/** Sends the answer that takes the place of one that differs. */
export type ViolationResponder = (
  violation: ResponseViolationError,
  req: IncomingMessage,
  res: ServerResponse,
) => void;

/** Numbers for metrics; all count from the making of the guard. */
export interface GuardStatistics {
  /** Answers that were checked. */
  readonly checked: number;
  /** Answers that were sampled and not checked, because the queue was full or enough were checked in that second. */
  readonly dropped: number;
  /** Findings told, one for each difference of each answer. */
  readonly findings: number;
}

/** Watches what leaves the server. */
export interface ResponseGuard {
  /** Whether it may hold an answer back. */
  readonly enforces: boolean;
  /** An Express handler; mount it first, so that it sees what middlewares answer. */
  readonly middleware: (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => void;
  /** Watches one response; the router calls it. It does nothing once `middleware` is in use, which sees more. */
  watch(req: IncomingMessage, res: ServerResponse, operation: Operation | undefined): void;
  /** One finding for each way to differ that was seen, with its count. */
  groups(): readonly Finding[];
  statistics(): GuardStatistics;
  /** Sets how a violation is answered; the contract router sets it to its own `errorResponse`. */
  respondToViolationsWith(answer: ViolationResponder): void;
}
