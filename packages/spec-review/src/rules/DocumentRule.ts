import type { OperationView } from "../document/OperationView.ts";
import type { DocumentPair } from "../walk/DocumentPair.ts";
import type { Told } from "./OperationRule.ts";
import type { Rule } from "./Rule.ts";

/** What a rule has found in the document as a whole. */
export interface DocumentTold extends Told {
  /** The operations that it concerns; undefined means the document as a whole. */
  readonly operations?: readonly OperationView[] | undefined;
}

/** A rule about the document as a whole. */
export interface DocumentRule extends Rule {
  checkDocument(pair: DocumentPair): readonly DocumentTold[];
}
