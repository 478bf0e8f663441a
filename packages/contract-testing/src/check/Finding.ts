import type { Difference, SourceLocation } from "@gatehouse/contract";
import type { Aspect } from "./Aspect.ts";
import type { CheckName } from "./CheckName.ts";
import type { CheckRequest } from "./CheckRequest.ts";

/** One way in which a server does not keep its document, with the smallest request that shows it. */
export interface Finding {
  readonly check: CheckName;
  readonly operationId: string;
  /** Upper case. */
  readonly method: string;
  /** The path template. */
  readonly path: string;
  readonly aspect: Aspect;
  /** What happened and what should have, in one sentence. */
  readonly message: string;
  /** JSON pointer into the bundled document: what the server is held against. */
  readonly pointer: string;
  readonly location: SourceLocation;
  readonly keyword: string | undefined;
  /** For answers that differ from the document. */
  readonly difference: Difference | undefined;
  /** The requests that show it, the last one with the answer in question; credentials are names of variables. */
  readonly requests: readonly CheckRequest[];
  readonly answer: AnswerExcerpt | undefined;
  /** One line for a POSIX shell per request. */
  readonly curl: readonly string[];
  /** How many requests showed it. */
  readonly seen: number;
}

/** The part of an answer that a report shows. */
export interface AnswerExcerpt {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Text of the body, shortened; empty where it is not text. */
  readonly body: string;
}
