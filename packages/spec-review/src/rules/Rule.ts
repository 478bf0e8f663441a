import type { JsonValue } from "@gatehouse/contract";
import type { OperationView } from "../document/OperationView.ts";
import type { Facets } from "../facets/readFacets.ts";
import type { ChangeSide, Direction, SchemaChange } from "../facets/SchemaChange.ts";
import type { Keywords, SchemaNode } from "../schema/SchemaNode.ts";
import type { DocumentPair, OperationPair, ResponsePair } from "../walk/DocumentPair.ts";

/** What all kinds of rules have in common. */
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

/** The texts of a finding. */
export interface Sentences {
  /** What changed. */
  readonly title: string;
  /** Who breaks, and why. */
  readonly why: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** What a rule finds in the document as a whole. */
export interface DocumentRuleFinding extends RuleFinding {
  /** The operations that it concerns; undefined means the document as a whole. */
  readonly operations?: readonly OperationView[] | undefined;
}

/** A rule about the document as a whole. */
export interface DocumentRule extends Rule {
  checkDocument(pair: DocumentPair): readonly DocumentRuleFinding[];
}

/** What a rule finds; the collector makes a finding of it. */
export interface RuleFinding extends Sentences {
  /** @default the severity of the rule */
  readonly severity?: Severity;
  /** @default by the rule (`CODE_EFFECTS`) */
  readonly code?: Effect;
  readonly direction?: Direction;
  /** The name of what changed, which does not depend on the text around it. */
  readonly subject?: string;
  readonly base?: ChangeSide;
  readonly head?: ChangeSide;
}

/** A rule about an operation that both documents have. */
export interface OperationRule extends Rule {
  check(pair: OperationPair): readonly RuleFinding[];
}

/** A rule about a response that both documents have. */
export interface ResponseRule extends Rule {
  checkResponse(pair: OperationPair, response: ResponsePair): readonly RuleFinding[];
}

/** A change of a schema, as its rule describes it. */
export interface DescribedChange extends Pick<SchemaChange, "direction" | "subject"> {
  /** The site of the change, as code in Markdown: `` `Pet.tags[]` ``. */
  readonly site: string;
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/** A rule about changes of schemas. */
export interface SchemaRule extends Rule {
  /** Describes a change that breaks callers or clients. */
  describe(change: DescribedChange): Sentences;
}

/** The value of a keyword, and its pointer. */
export interface KeywordValue {
  readonly pointer: string;
  readonly value: JsonValue;
}

/** A rule about one keyword, or a group of keywords that only make sense together. */
export interface KeywordRule extends SchemaRule {
  /** The value of the keyword; undefined where the schema does not have it. */
  read(facets: Facets): KeywordValue | undefined;
  /** Whether the rule applies to the two schemas. @default always */
  concerns?(before: Facets, after: Facets): boolean;
  /** The schemas inside the keyword; they are compared by meaning, not by text. */
  schemas?(facets: Facets): readonly SchemaNode[];
  /**
   * What the keyword alone demands of a value: everything in the list.
   * @param other the facets of the sending side, for keywords whose reach depends on them
   */
  demand(facets: Facets, other: Facets): readonly Keywords[];
  /** Why a change that keeps every value valid is still risky; undefined where it is not. */
  caution?(before: Facets, after: Facets, direction: Direction): string | undefined;
}

/** The severities, the gravest first. */
export const SEVERITIES = ["breaking", "unknown", "risky", "safe"] as const;

/**
 * `breaking`: a caller or client that follows the old document breaks. `unknown`: this cannot be decided. `risky`: no
 * client that follows the old document to the letter breaks, but one written by common practice may. `safe`: no client
 * breaks.
 */
export type Severity = (typeof SEVERITIES)[number];

/** Orders by severity, the gravest first. */
export function bySeverity(
  left: { readonly severity: Severity },
  right: { readonly severity: Severity },
): number {
  return SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity);
}

/** The effects of a change on an axis, the gravest first. */
export const EFFECTS = ["breaks", "may break", "no"] as const;

/**
 * `breaks`: messages or code that follow the old document stop working. `may break`: whether they do depends on the
 * client or the generator. `no`: they keep working.
 */
export type Effect = (typeof EFFECTS)[number];

/** What depends on a document: the messages on the wire, and the code that is generated from it. */
export const AXES = ["wire", "code"] as const;

/** One of the two; `code` includes the wire, as in Buf's categories FILE and WIRE. */
export type Axis = (typeof AXES)[number];
