import { childPointer, type JsonValue } from "@gatehouse/contract";
import type { DocumentNode } from "../../document/DocumentNode.ts";
import type { OperationView } from "../../document/OperationView.ts";
import type { Kept, OperationPair } from "../../walk/DocumentPair.ts";
import { pairResponse } from "../../walk/pairOperation.ts";
import type { OperationRule, RuleFinding } from "../Rule.ts";
import { words } from "../words.ts";

/** An operation that became deprecated without a last day, or lost its last day. */
export const deprecationWithoutSunset: OperationRule = {
  id: "deprecation-without-sunset",
  axis: "habit",
  severity: "risky",
  summary:
    "An operation is deprecated without a valid `x-sunset` date: callers cannot plan, and the server has nothing to " +
    "send in the `Sunset` header (RFC 8594).",
  check({ base, head }) {
    const isNews = !base.deprecated || base.sunset !== head.sunset;
    if (!head.deprecated || isDate(head.sunset) || !isNews) return [];
    const fault =
      head.sunset === undefined ? "no `x-sunset` date" : `${words.code(head.sunset)}, which is not a date,`;
    return [
      {
        title: `The deprecated operation has ${fault} as its last day`,
        why: "Callers cannot plan their migration, and the server has no date for the `Sunset` header.",
        remedy:
          'Add `x-sunset: "2027-12-31"` (the last day on which the operation is served) beside `deprecated`.',
        base: { pointer: childPointer(base.pointer, "x-sunset"), value: base.sunset },
        head: { pointer: childPointer(head.pointer, "x-sunset"), value: head.sunset },
      },
    ];
  },
};

/** A part of an operation that can be deprecated with a last day. */
interface Announced extends Kept<DocumentNode> {
  /** Its name in a sentence; undefined for the operation itself. */
  readonly name: string | undefined;
  readonly subject: string | undefined;
}

/** A last day that was moved to an earlier one. */
const sunsetMovedEarlier: OperationRule = {
  id: "sunset-moved-earlier",
  severity: "breaking",
  summary:
    "The last day of a deprecated operation, parameter or header was moved to an earlier one: callers planned with the " +
    "announced day.",
  check: (pair) =>
    announcedIn(pair).flatMap(({ base, head, name, subject }): RuleFinding[] => {
      const [old, now] = [side(base), side(head)];
      if (!(dayOf(now.value) < dayOf(old.value))) return [];
      return [
        {
          title: `The last day${name === undefined ? "" : ` of ${name}`} was moved from ${words.code(old.value)} to ${words.code(now.value)}`,
          why: "Callers who planned with the announced day have less time, or none.",
          remedy: "Keep the announced day; a later one breaks no caller.",
          ...(subject !== undefined && { subject }),
          base: old,
          head: now,
        },
      ];
    }),
};

/** A last day of a deprecated parameter or header that is no longer announced; operations have a rule of their own. */
const sunsetWithdrawn: OperationRule = {
  id: "sunset-withdrawn",
  severity: "risky",
  summary: "The last day of a deprecated parameter or header is no longer announced: callers cannot plan.",
  check: (pair) =>
    announcedIn(pair).flatMap(({ base, head, name, subject }): RuleFinding[] => {
      const isGone = dayOf(base.value["x-sunset"]) > 0 && head.value["x-sunset"] === undefined;
      if (name === undefined || !isGone || head.value.deprecated !== true) return [];
      return [
        {
          title: `The last day of ${name} (${words.code(base.value["x-sunset"])}) was withdrawn`,
          why: "Callers can no longer plan for a day.",
          remedy: "Announce the new day, or remove `deprecated` as well.",
          ...(subject !== undefined && { subject }),
          base: side(base),
          head: side(head),
        },
      ];
    }),
};

/** The levels, the least stable first; an operation without a level is stable. */
const LEVELS: readonly string[] = ["draft", "experimental", "alpha", "beta", "preview", "stable"];
const KEYS = ["x-stability-level", "x-stability"] as const;

/** An operation with a lower stability level than before. */
const stabilityLowered: OperationRule = {
  id: "stability-lowered",
  severity: "risky",
  summary: "An operation has a lower stability level than before: callers relied on the higher one.",
  check({ base, head }) {
    if (rankOf(head) >= rankOf(base)) return [];
    const side = (operation: OperationView) => ({
      pointer: childPointer(operation.pointer, KEYS[0]),
      value: stabilityOf(operation),
    });
    const [before, after] = [base, head].map((operation) => words.code(stabilityOf(operation) ?? "stable"));
    return [
      {
        title: `The stability of the operation went from ${before} to ${after}`,
        why: "Callers rely on the level that was promised.",
        remedy: "Keep the level, and move the unstable parts into an operation of their own.",
        subject: "stability",
        base: side(base),
        head: side(head),
      },
    ];
  },
};

/** An operation that was marked `deprecated`, or no longer is. */
const operationDeprecated: OperationRule = {
  id: "operation-deprecated",
  severity: "safe",
  summary: "An operation was marked `deprecated`, or no longer is: it works as before.",
  check: (pair) => deprecation(pair, "The operation", "callers"),
};

/** The finding that a part was marked `deprecated`, or no longer is. */
export function deprecation(
  { base, head }: Kept<DocumentNode>,
  name: string,
  users: "callers" | "clients",
): RuleFinding[] {
  const [was, is] = [base, head].map(({ value }) => value.deprecated === true);
  if (was === is) return [];
  const keep = users === "callers" ? "Callers may keep using it." : "Clients may keep using it.";
  return [
    {
      title: `${name} is ${is ? "" : "no longer "}deprecated`,
      why: is ? `Nothing breaks today; ${users} should migrate.` : keep,
      remedy: "Say in the description what to use instead.",
      base: { pointer: childPointer(base.pointer, "deprecated"), value: was },
      head: { pointer: childPointer(head.pointer, "deprecated"), value: is },
    },
  ];
}

function isDate(text: string | undefined): boolean {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text));
}

function announcedIn({ base, head, parameters, responses }: OperationPair): Announced[] {
  const headers = responses.kept.flatMap((response) =>
    pairResponse(response).headers.kept.map(
      (kept): Announced => ({
        ...kept,
        name: `the header ${words.code(kept.base.name)} of the response ${words.code(response.head.status)}`,
        subject: `${response.base.status} ${kept.base.name.toLowerCase()}`,
      }),
    ),
  );
  return [
    { base, head, name: undefined, subject: undefined },
    ...parameters.kept.map((kept) => ({
      ...kept,
      name: `the ${kept.head.in} parameter ${words.code(kept.head.name)}`,
      subject: kept.base.key,
    })),
    ...headers,
  ];
}

function side({ pointer, value }: DocumentNode) {
  return { pointer: childPointer(pointer, "x-sunset"), value: value["x-sunset"] };
}

function dayOf(value: JsonValue | undefined): number {
  return typeof value === "string" ? Date.parse(value) : Number.NaN;
}

/** The level of an operation, such as `beta`; undefined where it names none. */
export function stabilityOf({ value }: Pick<OperationView, "value">): string | undefined {
  const [level] = KEYS.map((key) => value[key]).filter((one) => typeof one === "string");
  return typeof level === "string" ? level.toLowerCase() : undefined;
}

function rankOf(operation: OperationView): number {
  const level = stabilityOf(operation) ?? "stable";
  const rank = LEVELS.indexOf(level);
  return rank < 0 ? LEVELS.length : rank;
}

/** The rules about deprecation, last days and stability levels. */
export const lifecycleRules: readonly OperationRule[] = [
  deprecationWithoutSunset,
  sunsetMovedEarlier,
  sunsetWithdrawn,
  stabilityLowered,
  operationDeprecated,
];
