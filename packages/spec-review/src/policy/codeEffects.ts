import { isJsonObject, type JsonValue } from "@gatehouse/contract";
import type { FindingDraft } from "../findings/Finding.ts";
import type { Effect } from "../rules/Rule.ts";

/** The parts of a finding that its effect on generated code depends on. */
type ChangeFacts = Pick<FindingDraft, "direction" | "severity" | "subject" | "base" | "head">;

type EffectOf = Effect | ((change: ChangeFacts) => Effect);

/** One effect for values that callers send, one for values that clients read. */
function by(request: EffectOf, response: EffectOf): EffectOf {
  return (change) => read(change.direction === "response" ? response : request, change);
}

/** One effect for changes that are safe on the wire (a wider request, a narrower response), one for all others. */
function split(safe: Effect, other: Effect): EffectOf {
  return ({ severity }) => (severity === "safe" ? safe : other);
}

function read(effect: EffectOf, change: ChangeFacts): Effect {
  return typeof effect === "string" ? effect : effect(change);
}

/** Compares types as TypeScript has them; the other generators also distinguish `integer` and `number`. */
const typeChange: EffectOf = ({ direction, base, head }) => {
  const [before, after] = [typesIn(base?.value), typesIn(head?.value)];
  if (before.size === 0 || after.size === 0) return "breaks";
  const [sent, read] = direction === "response" ? [after, before] : [before, after];
  return [...sent].every((type) => read.has(type)) ? "may break" : "breaks";
};

function typesIn(value: JsonValue | undefined): Set<string> {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const names = list.filter((name) => typeof name === "string").flatMap((name) => name.split(/[^a-z]+/));
  return new Set(names.filter((name) => name !== "").map((name) => (name === "integer" ? "number" : name)));
}

/** Values that clients write by hand, such as mocks, lack a new required member of a response. */
const closedMemberAdded: EffectOf = ({ direction, head }) =>
  direction === "response" && isJsonObject(head?.value) ? "may break" : "no";

/** The result of a call becomes one of two bodies; most generators leave errors out of it. */
const statusAdded: EffectOf = ({ subject: status }) => (status?.startsWith("2") ? "breaks" : "may break");

/**
 * What each rule does to generated code. `breaks`: a plain client of at least half of the measured generators no
 * longer compiles. `may break`: one of fewer generators, or one that covers every value of a union. Checked by
 * scripts/measureGenerators.ts, whose table is docs/measured/generated-code.md. A rule that is not listed does what
 * it does to the wire.
 */
export const CODE_EFFECTS: Readonly<Record<string, EffectOf>> = {
  "operation-added": "no",
  "operation-moved": "may break",
  "path-respelled": "may break",
  "operation-removed": "breaks",
  "operation-removed-after-sunset": "breaks",
  "operation-id-changed": "breaks",
  "operation-id-added": "breaks",
  "operation-tags-changed": "may break",
  "parameter-order-changed": "may break",
  "security-scheme-renamed": "may break",
  "schema-title-changed": "may break",
  "enum-names-changed": "may break",
  "component-renamed": "breaks",
  "component-inlined": "may break",
  "component-removed": "breaks",
  "component-extracted": "may break",
  "operation-deprecated": "no",
  "deprecation-without-sunset": "no",
  "sunset-moved-earlier": "no",
  "version-must-rise": "no",
  "webhook-added": "no",
  "webhook-removed": "may break",
  "callback-added": "no",
  "callback-removed": "may break",
  "call-credentials-dropped": "no",
  "server-added": "no",
  "server-removed": "no",
  "server-variable-changed": "no",
  "security-scheme-changed": "may break",
  "security-scope-withdrawn": "no",
  "security-scope-added": "no",
  "security-tightened": "no",
  "security-loosened": "no",
  "link-added": "no",
  "link-changed": "no",
  "link-removed": "no",
  "optional-parameter-added": "may break",
  "required-parameter-added": "breaks",
  "parameter-became-list": "breaks",
  "parameter-became-optional": "no",
  "parameter-became-required": "breaks",
  "parameter-content-changed": "may break",
  "parameter-deprecated": "no",
  "parameter-encoding-changed": "no",
  "parameter-explode-changed": "no",
  "parameter-style-changed": "no",
  "parameter-moved": "breaks",
  "parameter-removed": "breaks",
  "path-parameter-renamed": "breaks",
  "request-body-added": split("may break", "breaks"),
  "request-body-removed": "breaks",
  "request-body-requirement-changed": split("no", "breaks"),
  "request-encoding-changed": "no",
  "request-media-type-added": "no",
  "request-media-type-removed": "may break",
  "response-body-added": "may break",
  "response-body-removed": "breaks",
  "response-header-added": "no",
  "response-header-deprecated": "no",
  "response-header-form-changed": "may break",
  "response-header-removed": "may break",
  "response-header-requirement-changed": "may break",
  "response-media-type-added": "breaks",
  "response-media-type-removed": "may break",
  "response-status-added": statusAdded,
  "response-status-removed": "may break",
  "type-changed": typeChange,
  "nullability-changed": by(split("no", "breaks"), split("no", "breaks")),
  "minimum-changed": "no",
  "maximum-changed": "no",
  "multiple-of-changed": "no",
  "min-length-changed": "no",
  "max-length-changed": "no",
  "pattern-changed": "no",
  "format-changed": "may break",
  "min-items-changed": "no",
  "max-items-changed": "no",
  "unique-items-changed": "may break",
  "contains-changed": "no",
  "min-properties-changed": "no",
  "max-properties-changed": "no",
  "property-names-changed": "no",
  "dependent-required-changed": "no",
  "dependent-schemas-changed": "no",
  "unevaluated-items-changed": "no",
  "unevaluated-properties-changed": "may break",
  "not-changed": "no",
  "condition-changed": "no",
  "enum-value-added": by("no", "may break"),
  "enum-value-removed": by("breaks", "breaks"),
  "enum-introduced": by("breaks", "may break"),
  "enum-dropped": by("may break", "breaks"),
  "property-added": "no",
  "closed-response-extended": closedMemberAdded,
  "required-property-added": by("breaks", "may break"),
  "property-removed": "breaks",
  "property-became-required": by("breaks", "may break"),
  "property-became-optional": by("no", "breaks"),
  "property-became-read-only": "may break",
  "property-became-write-only": "may break",
  "additional-properties-changed": "may break",
  "pattern-properties-changed": "may break",
  "items-changed": "may break",
  "prefix-items-changed": "may break",
  "alternative-removed": by("breaks", "may break"),
  "alternative-added": by("no", "may break"),
  "alternatives-overlap": "no",
  "composition-changed": "may break",
  "discriminator-changed": "may break",
  "default-changed": "may break",
  "content-encoding-changed": "no",
  "xml-changed": "no",
  "schema-deprecated": "no",
  "enum-value-deprecated": "no",
  "schema-sunset-changed": "no",
  "open-list-changed": "no",
  "sunset-withdrawn": "no",
  "stability-lowered": "no",
  "schema-changed": "may break",
  "unread-content-changed": "may break",
};

const BY_WEIGHT: Readonly<Record<FindingDraft["severity"], Effect>> = {
  breaking: "breaks",
  unknown: "may break",
  risky: "may break",
  safe: "no",
};

/** The effect of a change on code that is generated from the document. */
export function codeEffectOf(id: string, change: ChangeFacts): Effect {
  const effect = Object.hasOwn(CODE_EFFECTS, id) ? CODE_EFFECTS[id] : undefined;
  return effect === undefined ? BY_WEIGHT[change.severity] : read(effect, change);
}

/** The effect of a change of that severity on the messages on the wire. */
export function wireEffectOf(severity: FindingDraft["severity"]): Effect {
  return BY_WEIGHT[severity];
}
