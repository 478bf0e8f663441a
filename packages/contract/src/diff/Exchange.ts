import type { ResponseContract } from "../Contract.ts";
import type { DifferenceBuilder } from "./DifferenceBuilder.ts";
import type { ResponseEngine } from "./ResponseEngine.ts";
import type { HeaderValues, ResponseFacts } from "./ResponseFacts.ts";

/** A response beside its description in the document. */
export interface Exchange {
  readonly builder: DifferenceBuilder;
  readonly engine: ResponseEngine;
  readonly documented: ResponseContract;
  readonly status: number;
  readonly headers: HeaderValues;
  readonly body: ResponseFacts["body"];
  /** The request was a HEAD, whose response has the headers alone. */
  readonly isHead: boolean;
  readonly ignoredHeaders: ReadonlySet<string>;
  /** Headers that come from elsewhere in the document: their one value, or undefined where any will do. */
  readonly impliedHeaders: ReadonlyMap<string, string | undefined>;
}
