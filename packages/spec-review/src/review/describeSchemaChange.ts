import type { PlacedChange } from "../diff/createSchemaDiffer.ts";
import { describeSite } from "../facets/describeSite.ts";
import type { ChangeResult, SchemaChange } from "../facets/SchemaChange.ts";
import { schemaRules } from "../rules/allRules.ts";
import type { Sentences, Severity } from "../rules/Rule.ts";
import { words } from "../rules/words.ts";

const LONGEST_SITE = 200;

/** The description of a change of a schema, with its severity. */
interface SchemaChangeDescription extends Sentences {
  readonly severity: Severity;
  readonly site: string;
}

/**
 * Describes a change of a schema.
 * @param isShown whether Ajv confirms a witness; without one, a broken inclusion is `unknown`, not `breaking`
 */
export function describeSchemaChange(
  { change, covered }: PlacedChange,
  where: string,
  isShown = true,
): SchemaChangeDescription {
  const rule = schemaRules.get(change.rule);
  const site = siteOf(change, where);
  const { direction, subject, base, head } = change;
  const sentences = rule?.describe({
    ...{ direction, subject, before: base.value, after: head.value },
    site: words.code(site, LONGEST_SITE),
  }) ?? { title: change.rule, why: "", remedy: "" };
  const severity = covered ? "safe" : severityOf(change.result, isShown);
  return { ...sentences, title: upperFirst(sentences.title), ...milder(severity, change), site, severity };
}

function siteOf({ at }: SchemaChange, where: string): string {
  const { component, path } = describeSite(at);
  return `${component ?? where}${path}`;
}

function severityOf(result: ChangeResult, isShown: boolean): Severity {
  switch (result.kind) {
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

/** What replaces the sentences of a rule where no client breaks, or where this is unknown. */
function milder(severity: Severity, { result, direction }: SchemaChange): Partial<Sentences> {
  if (severity === "safe") {
    const why =
      direction === "request"
        ? "Every request that was valid remains valid."
        : "Every response that can come now could come before.";
    return { why, remedy: "Nothing to do." };
  }
  if (severity === "risky" && result.kind === "risky") return { why: result.reason };
  if (severity !== "unknown") return {};
  return {
    why: `It can neither be proven that everything stays valid, nor is a value found that does not.${UNDECIDED[result.kind] ?? ""}`,
    remedy: "Decide by what the change means, or write it in a way that can be compared.",
  };
}

/** Why the proof did not stop at a keyword. */
const UNDECIDED: Readonly<Partial<Record<ChangeResult["kind"], string>>> = {
  undecided: " No validator looks at what changed.",
  broken: " The value that was found is not confirmed by the validator.",
};

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
