import type { JsonObject, JsonValue, Located } from "../Contract.ts";
import type { ContractProblemRule } from "../ContractProblem.ts";

/** A value of the bundled document, references followed, with the pointer where it really stands. */
export interface Resolved {
  readonly pointer: string;
  readonly value: JsonObject;
}

/** What the building of the operation table draws on. */
export interface TableContext {
  readonly document: JsonObject;
  /** Follows references from a value at a pointer; anything but an object counts as an empty one. */
  resolve(value: JsonValue | undefined, pointer: string): Resolved;
  /** What stands at a pointer, references followed as by `resolve`. */
  at(pointer: string): Resolved;
  /** Adds the pointer and the location in the source files, which is found on demand. */
  located<Facts extends object>(facts: Facts, pointer: string): Facts & Located;
  report(
    pointer: string,
    finding: { readonly rule: ContractProblemRule; readonly message: string; readonly advice: string },
  ): void;
}
