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
        ? "Every request that was valid stays valid."
        : "Every response that is possible now was possible before.";
    return { why, remedy: "Nothing to do." };
  }
  if (severity === "risky" && result.kind === "risky") return { why: result.reason };
  if (severity !== "unknown") return {};
  return {
    why: `There is neither a proof that every value stays valid, nor a value that does not.${UNDECIDED[result.kind] ?? ""}`,
    remedy: "Decide by the meaning of the change, or write it in a form that can be compared.",
  };
}

/** Why the proof did not stop at a keyword. */
const UNDECIDED: Readonly<Partial<Record<ChangeResult["kind"], string>>> = {
  undecided: " No validator checks what changed.",
  broken: " The validator does not confirm the value that was found.",
};

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
