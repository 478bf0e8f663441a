import type { Facets } from "../../diff/Facets.ts";
import type { KeywordRule, Saying } from "../SchemaRule.ts";
import { words } from "../words.ts";

/** Whether a value may be null, however the dialect says it. */
export const nullabilityChanged: KeywordRule = {
  id: "nullability-changed",
  severity: "breaking",
  summary:
    "Null came or went: in a request null is refused, in a response null reaches clients who read the value without " +
    "looking.",
  // A type that comes or goes takes null with it.
  concerns: (before, after) => before.types !== undefined && after.types !== undefined,
  read: readNullability,
  demand: (facets) => (facets.types?.value.has("null") === false ? [NOT_NULL] : []),
  caution(before, after, direction) {
    const sender = direction === "request" ? before : after;
    const isUnlisted = sender.types?.value.has("null") && sender.values?.value.includes(null) === false;
    return isUnlisted
      ? "By the letter null is only allowed where the list of values has it; many servers and generated types take `nullable` at its word."
      : undefined;
  },
  say: (told) => ({
    title:
      told.after === "not null"
        ? `Null is no longer allowed for ${told.place}`
        : `Null is now allowed for ${told.place}`,
    why: words.byDirection(told, {
      request: "Callers who send null, to clear the value or by habit, are refused.",
      response: "Clients who read the value without asking whether it is null fail.",
    }),
    wayOut: words.byDirection(told, {
      request: "Go on accepting null and treat it as absent.",
      response: "Leave the member out, or send an empty value, instead of null.",
    }),
  }),
};

const NOT_NULL = { types: new Set(["boolean", "number", "string", "array", "object"] as const) };

function readNullability({ types }: Facets): Saying | undefined {
  if (!types) return undefined;
  return { pointer: types.pointer, value: types.value.has("null") ? "null allowed" : "not null" };
}
