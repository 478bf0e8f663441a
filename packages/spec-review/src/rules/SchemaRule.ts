import type { JsonValue } from "@gatehouse/contract";
import type { Facets } from "../diff/Facets.ts";
import type { Direction, SchemaChange } from "../diff/SchemaChange.ts";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import type { Rule, Sentences } from "./Rule.ts";

/** A change as its rule has to put it into words. */
export interface ToldChange {
  readonly change: SchemaChange;
  readonly direction: Direction;
  /** What the reader calls the place, for example `items of tags`. */
  readonly place: string;
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/** A rule about changes of schemas. */
export interface SchemaRule extends Rule {
  /** Puts a change that breaks somebody into words. */
  say(told: ToldChange): Sentences;
}

/** What a schema says by one keyword. */
export interface Saying {
  readonly pointer: string;
  readonly value: JsonValue;
}

/** A rule about one keyword, or a group of keywords that only make sense together. */
export interface KeywordRule extends SchemaRule {
  /** What the schema says; undefined where it says nothing. */
  read(facets: Facets): Saying | undefined;
  /** Tells whether the rule has anything to say about the two. @default always */
  concerns?(before: Facets, after: Facets): boolean;
  /** The schemas that the keyword holds; they are compared by meaning, not by text. */
  schemas?(facets: Facets): readonly SchemaNode[];
  /**
   * What the keyword alone demands of a value: all that is listed.
   * @param other what the sending side says, for keywords whose reach depends on it
   */
  demand(facets: Facets, other: Facets): readonly Keywords[];
  /** Why a change that keeps every value valid is risky all the same; undefined where it is not. */
  caution?(before: Facets, after: Facets, direction: Direction): string | undefined;
}
