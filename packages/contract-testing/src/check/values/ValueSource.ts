import type { Contract, JsonValue } from "@gatehouse/contract";
import type * as fc from "fast-check";
import type { Channel } from "./Channel.ts";
import type { Conjunction, Piece } from "./Conjunction.ts";
import type { patternArbitrary } from "./stringArbitrary.ts";

/** How a value travels, and how deep inside other values it is. */
export interface ValueContext {
  readonly channel: Channel;
  readonly depth: number;
}

/** What a conjunction's values are made to show beside fitting it. */
export interface ValuePlan {
  /** A property that is left out. */
  readonly omit?: string;
  /** A property that is always there, with these values. */
  readonly force?: { readonly name: string; readonly values: fc.Arbitrary<JsonValue> };
  /** A further property beside the others; without names of its own it gets one that the document allows. */
  readonly extra?: { readonly names?: fc.Arbitrary<string>; readonly values: fc.Arbitrary<JsonValue> };
  /** Which of the optional properties are there. @default some */
  readonly optional?: "none" | "all";
  /** An item that is always there, at an index or anywhere. */
  readonly item?: { readonly index?: number; readonly values: fc.Arbitrary<JsonValue> };
}

/** Makes values of schemas. */
export interface ValueSource {
  readonly contract: Contract;
  /** The ways in which schemas can hold together. */
  expand(pieces: readonly Piece[]): readonly Conjunction[];
  /** Whether a value fits schemas, as a validator sees it. */
  fits(pieces: readonly Piece[], value: JsonValue): boolean;
  /** Strings that match a pattern, made once for each pattern and its limits. */
  readonly matching: typeof patternArbitrary;
  /** Values that fit schemas. */
  values(pieces: readonly Piece[], context: ValueContext): fc.Arbitrary<JsonValue>;
  /** Values that fit a conjunction; `undefined` where there are none. */
  conjunctionValues(
    conjunction: Conjunction,
    context: ValueContext,
    plan?: ValuePlan,
  ): fc.Arbitrary<JsonValue> | undefined;
}
