import type { ChangeSide, Direction } from "../diff/SchemaChange.ts";
import type { OperationPair, ResponsePair } from "../walk/OperationPair.ts";
import type { Rule, Sentences } from "./Rule.ts";
import type { Effect, Severity } from "./Severity.ts";

/** What a rule has found. */
export interface Told extends Sentences {
  /** @default the severity of the rule */
  readonly severity?: Severity;
  /** @default by the rule (`CODE_EFFECTS`) */
  readonly code?: Effect;
  readonly direction?: Direction;
  /** What it is about, by a name that stays when the text around it changes. */
  readonly subject?: string;
  readonly base?: ChangeSide;
  readonly head?: ChangeSide;
}

/** A rule about an operation that both documents have. */
export interface OperationRule extends Rule {
  check(pair: OperationPair): readonly Told[];
}

/** A rule about a response that both documents have. */
export interface ResponseRule extends Rule {
  checkResponse(pair: OperationPair, response: ResponsePair): readonly Told[];
}
