import type { JsonValue } from "../Contract.ts";
import type { ContractProblemRule } from "../ContractProblem.ts";
import type { FieldRule, ObjectKind } from "./objectShapes.ts";
import type { SourceNode } from "./SourceNode.ts";

/** What is wrong and what to do. */
export interface Finding {
  readonly rule: ContractProblemRule;
  readonly message: string;
  readonly advice: string;
}

/** A value of a source file, with its node. */
export interface SourceValue {
  readonly value: JsonValue;
  readonly node: SourceNode;
}

/** What the copying of a document into one piece offers to the rules for each kind of value. */
export interface BundleContext {
  /** OpenAPI 3.1 or newer, not 3.0. */
  readonly is31: boolean;
  /** OpenAPI 3.2. */
  readonly is32: boolean;
  /** The node of the whole entry file. */
  readonly root: SourceNode;
  report(node: SourceNode, finding: Finding): void;
  /** Notes where a copied object or list came from, and returns it. */
  remember<Value extends JsonValue>(copy: Value, node: SourceNode): Value;
  /** Checks a value against a rule and copies it; inner references lead into the bundled document afterwards. */
  copy(rule: FieldRule, source: SourceValue): JsonValue;
  /** Finds the target of a reference text, or reports why it has none. */
  resolve(reference: string, from: SourceNode): SourceValue | string;
  /** Notes that a reference at a node expects an object of a kind; its target may be copied as another one. */
  expectKind(kind: ObjectKind, node: SourceNode, target: SourceNode): void;
  /** All schemas with a dynamic anchor of a name, in all files. */
  dynamicallyAnchored(name: string): readonly SourceValue[];
  /** The reference text under which a value of another file stands in the bundled document. */
  referenceTo(kind: ObjectKind, target: SourceValue): string;
}
