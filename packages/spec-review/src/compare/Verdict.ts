import type { JsonValue } from "../json/JsonValue.ts";

/** A value that shows that one schema is not included in another; Ajv has said so of both. */
export interface Witness {
  readonly value: JsonValue;
  /** Why the receiving side refuses it, in Ajv's words. */
  readonly problem: string;
}

/** Whether all values of one schema are values of another. */
export type Verdict =
  | { readonly kind: "included" }
  | { readonly kind: "broken"; readonly witness: Witness }
  | { readonly kind: "unknown" };
