import type { JsonValue } from "@gatehouse/contract";
import type { OperationView } from "../document/OperationView.ts";
import type { Facets } from "../facets/readFacets.ts";
import type { ChangeSide, Direction, SchemaChange } from "../facets/SchemaChange.ts";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import type { DocumentPair, OperationPair, ResponsePair } from "../walk/DocumentPair.ts";

/** What every rule says about itself. */
export interface Rule {
  /** Stable; decisions, configuration and dashboards refer to it. */
  readonly id: string;
  /** One sentence: what the rule finds, why that breaks whom. */
  readonly summary: string;
  /** The gravest severity that the rule gives by itself. */
  readonly severity: Severity;
  /** `code`: no message changes. `habit`: advice to the author of the document. @default wire */
  readonly axis?: Axis | "habit";
}

/** What a finding says to the reviewer. */
export interface Sentences {
  /** What changed. */
  readonly title: string;
  /** Who breaks, and why. */
  readonly why: string;
  /** What to do instead. */
  readonly wayOut: string;
}

/** What a rule has found in the document as a whole. */
export interface DocumentTold extends Told {
  /** The operations that it concerns; undefined means the document as a whole. */
  readonly operations?: readonly OperationView[] | undefined;
}

/** A rule about the document as a whole. */
export interface DocumentRule extends Rule {
  checkDocument(pair: DocumentPair): readonly DocumentTold[];
}

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

/** The four answers to "who breaks?". */
export const SEVERITIES = ["breaking", "unknown", "risky", "safe"] as const;

/**
 * `breaking`: somebody who keeps to the old document breaks. `unknown`: it cannot be decided whether somebody does.
 * `risky`: nobody breaks by the letter, but what is common practice may. `safe`: nobody notices, or is only better off.
 */
export type Severity = (typeof SEVERITIES)[number];

/** What a change does to one of the two things that depend on a document. */
export const EFFECTS = ["breaks", "may break", "no"] as const;

/**
 * `breaks`: messages, or code, that follow the old document stop working. `may break`: that depends on the client, or
 * on the generator. `no`: neither notices.
 */
export type Effect = (typeof EFFECTS)[number];

/** What depends on a document: the messages on the wire, or the code that is generated from it. */
export const AXES = ["wire", "code"] as const;

/** One of the two; `code` includes the wire, as in Buf's categories FILE and WIRE. */
export type Axis = (typeof AXES)[number];
