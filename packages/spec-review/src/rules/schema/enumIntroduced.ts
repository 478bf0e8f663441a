import type { SchemaRule } from "../SchemaRule.ts";

/** An `enum` or `const` where any value was allowed. */
export const enumIntroduced: SchemaRule = {
  id: "enum-introduced",
  severity: "breaking",
  summary:
    "A list of allowed values was introduced: in a request callers who send anything else are refused.",
  say: ({ place }) => ({
    title: `${place} is now limited to listed values`,
    why: "Callers who send any other value, as the old document allows, are refused.",
    wayOut: "Document the list as known values, and go on accepting others.",
  }),
};
