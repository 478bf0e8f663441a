import type { PlacedChange } from "../diff/createSchemaDiffer.ts";
import { describeSite } from "../facets/describeSite.ts";
import type { ChangeResult, SchemaChange } from "../facets/SchemaChange.ts";
import { schemaRules } from "../rules/allRules.ts";
import type { Sentences, Severity } from "../rules/Rule.ts";
import { words } from "../rules/words.ts";

const LONGEST_PLACE = 200;

/** A schema change in words, with its weight. */
export interface ToldSchemaChange extends Sentences {
  readonly severity: Severity;
  /** Where, in words that stay. */
  readonly site: string;
}

/**
 * Puts a change of a schema into words.
 * @param isShown whether there is a value that Ajv confirms; without one, nothing is called breaking for its values
 */
export function tellSchemaChange(
  { change, covered }: PlacedChange,
  where: string,
  isShown = true,
): ToldSchemaChange {
  const rule = schemaRules.get(change.rule);
  const site = siteOf(change, where);
  const told = {
    change,
    direction: change.direction,
    place: words.code(site, LONGEST_PLACE),
    before: change.base.value,
    after: change.head.value,
  };
  const sentences = rule?.say(told) ?? { title: change.rule, why: "", wayOut: "" };
  const severity = covered ? "safe" : severityOf(change.verdict, isShown);
  return { ...sentences, title: upperFirst(sentences.title), ...milder(severity, change), site, severity };
}

function siteOf({ at }: SchemaChange, where: string): string {
  const { component, path } = describeSite(at);
  return `${component ?? where}${path}`;
}

function severityOf(verdict: ChangeResult, isShown: boolean): Severity {
  switch (verdict.kind) {
    case "included":
      return "safe";
    case "broken":
      return isShown ? "breaking" : "unknown";
    case "lost":
      return "breaking";
    case "risky":
      return "risky";
    case "unknown":
    case "undecided":
      return "unknown";
  }
}

/** What replaces the sentences of a rule where nobody breaks, or nobody knows. */
function milder(severity: Severity, { verdict, direction }: SchemaChange): Partial<Sentences> {
  if (severity === "safe") {
    const why =
      direction === "request"
        ? "Every request that was valid remains valid."
        : "Every response that can come now could come before.";
    return { why, wayOut: "Nothing to do." };
  }
  if (severity === "risky" && verdict.kind === "risky") return { why: verdict.reason };
  if (severity !== "unknown") return {};
  return {
    why: `It can neither be proven that everything stays valid, nor is a value found that does not.${UNDECIDED[verdict.kind] ?? ""}`,
    wayOut: "Decide by what the change means, or write it in a way that can be compared.",
  };
}

/** Why there is no place at which a proof stopped. */
const UNDECIDED: Readonly<Partial<Record<ChangeResult["kind"], string>>> = {
  undecided: " No validator looks at what changed.",
  broken: " The value that was found is not confirmed by the validator.",
};

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
