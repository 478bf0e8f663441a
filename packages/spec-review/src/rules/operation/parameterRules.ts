import { childPointer } from "@gatehouse/contract";
import type { ParameterView } from "../../document/OperationView.ts";
import type { OperationPair } from "../../walk/DocumentPair.ts";
import { becameList } from "../../walk/serialisationOf.ts";
import type { OperationRule, RuleFinding } from "../Rule.ts";
import { words } from "../words.ts";
import { deprecation } from "./lifecycleRules.ts";

/** A parameter that requests may now carry. */
const optionalParameterAdded: OperationRule = {
  id: "optional-parameter-added",
  severity: "safe",
  summary: "An optional parameter was added: requests without it keep their meaning.",
  check: ({ parameters, base }) =>
    parameters.added
      .filter(({ required, name, in: location }) => {
        const moved = parameters.removed.some((other) => other.name === name && other.in !== location);
        return !required && !moved;
      })
      .map((parameter) => ({
        title: `The optional ${parameter.in} parameter ${words.code(parameter.name)} was added`,
        why: "Requests without it keep their meaning.",
        remedy: "Nothing to do.",
        subject: parameter.key,
        direction: "request",
        base: { pointer: base.pointer, value: undefined },
        head: { pointer: parameter.pointer, value: parameter.value },
      })),
};

/** A parameter that the operation no longer knows. */
const parameterRemoved: OperationRule = {
  id: "parameter-removed",
  severity: "breaking",
  summary:
    "A parameter was removed: callers who send it are rejected by a strict server, or get a result that ignores it.",
  check: ({ parameters, head, kind }) =>
    parameters.removed
      .filter(
        ({ name, in: location }) =>
          !parameters.added.some((other) => other.name === name && other.in !== location),
      )
      .map((parameter) => ({
        title: `The ${parameter.in} parameter ${words.code(parameter.name)} was removed`,
        why:
          kind === "operation"
            ? "Callers who send it are rejected by a strict server or, worse, get a result that ignores it; generated clients lose the argument."
            : "Receivers who read it find nothing.",
        remedy:
          "Keep accepting the parameter, mark it `deprecated`, and remove it with the next major version.",
        subject: parameter.key,
        direction: "request",
        base: { pointer: parameter.pointer, value: parameter.value },
        head: { pointer: head.pointer, value: undefined },
      })),
};

/** A parameter that moved to another location of the request. */
const parameterMoved: OperationRule = {
  id: "parameter-moved",
  severity: "breaking",
  summary:
    "A parameter moved to another location (query, header, cookie, path): the server does not read it in the old one.",
  check: ({ parameters }) =>
    parameters.removed.flatMap((base) => {
      const head = parameters.added.find((other) => other.name === base.name && other.in !== base.in);
      if (!head) return [];
      return [
        {
          title: `The parameter ${words.code(base.name)} moved from ${base.in} to ${head.in}`,
          why: "Callers send it in the old location, which the server no longer reads.",
          remedy: "Accept the parameter in both locations until the next major version.",
          subject: base.key,
          direction: "request",
          base: { pointer: base.pointer, value: base.value },
          head: { pointer: head.pointer, value: head.value },
        },
      ];
    }),
};

/** A path parameter with another name at the same position. */
const pathParameterRenamed: OperationRule = {
  id: "path-parameter-renamed",
  severity: "safe",
  summary:
    "A path parameter was renamed: the address stays the same, only the argument in generated code changes.",
  check: ({ parameters }) =>
    parameters.kept
      .filter(({ base, head }) => base.in === "path" && base.name !== head.name)
      .map(({ base, head }) => ({
        title: `The path parameter ${words.code(base.name)} was renamed to ${words.code(head.name)}`,
        why: "The address stays the same; only the argument in generated code has another name.",
        remedy: "Nothing to do, unless callers share generated code.",
        subject: base.name,
        base: { pointer: base.pointer, value: base.name },
        head: { pointer: head.pointer, value: head.name },
      })),
};

/** A parameter that became required. */
const parameterBecameRequired: OperationRule = {
  id: "parameter-became-required",
  severity: "breaking",
  summary: "An optional parameter became required: every caller who leaves it out is rejected.",
  check: ({ parameters, kind }) =>
    parameters.kept
      .filter(({ base, head }) => !base.required && head.required)
      .map(
        ({ base, head }): RuleFinding => ({
          severity: kind === "operation" ? "breaking" : "safe",
          title: `The ${head.in} parameter ${words.code(head.name)} became required`,
          why:
            kind === "operation"
              ? "Callers who leave the parameter out, as the old document allows, are rejected."
              : "Receivers can now rely on it.",
          remedy: "Keep the parameter optional, with a default for the behaviour of today.",
          subject: base.key,
          direction: "request",
          base: { pointer: childPointer(base.pointer, "required"), value: false },
          head: { pointer: childPointer(head.pointer, "required"), value: true },
        }),
      ),
};

/** A parameter that became optional. */
const parameterBecameOptional: OperationRule = {
  id: "parameter-became-optional",
  severity: "breaking",
  summary:
    "A required parameter became optional: callers may leave it out; if the server is the sender, receivers may " +
    "not get it.",
  check: ({ parameters, kind }) =>
    parameters.kept
      .filter(({ base, head }) => base.required && !head.required)
      .map(
        ({ base, head }): RuleFinding => ({
          severity: kind === "operation" ? "safe" : "breaking",
          title: `The ${head.in} parameter ${words.code(head.name)} became optional`,
          why:
            kind === "operation"
              ? "Callers may leave the parameter out; they need not."
              : "Receivers who do not check for it fail when it is missing.",
          remedy: kind === "operation" ? "Nothing to do." : "Keep sending it.",
          subject: base.key,
          direction: "request",
          base: { pointer: childPointer(base.pointer, "required"), value: true },
          head: { pointer: childPointer(head.pointer, "required"), value: false },
        }),
      ),
};

/** A parameter that accepted one value and now accepts several. */
const parameterBecameList: OperationRule = {
  id: "parameter-became-list",
  severity: "safe",
  summary:
    "A parameter takes a list instead of one value, each value written on its own: one value is written as a list " +
    "of one.",
  check: (pair) =>
    pair.parameters.kept
      .filter((kept) => becameList(pair, kept) !== undefined)
      .map(
        ({ base, head }): RuleFinding => ({
          severity: pair.kind === "operation" ? "safe" : "breaking",
          title: `The ${base.in} parameter ${words.code(head.name)} now takes several values`,
          why:
            pair.kind === "operation"
              ? "Each value is written on its own (`a=1&a=2`), so one value is written as before."
              : "Receivers who read one value get several.",
          remedy: pair.kind === "operation" ? "Nothing to do." : "Keep sending one value.",
          subject: base.key,
          direction: "request",
          base: { pointer: base.schema ?? base.pointer, value: "one value" },
          head: { pointer: head.schema ?? head.pointer, value: "several values" },
        }),
      ),
};

/** A parameter that was marked `deprecated`, or no longer is. */
const parameterDeprecated: OperationRule = {
  id: "parameter-deprecated",
  severity: "safe",
  summary: "A parameter was marked `deprecated`, or no longer is: it works as before.",
  check: ({ parameters }) =>
    parameters.kept.flatMap(({ base, head }) =>
      deprecation({ base, head }, `The ${head.in} parameter ${words.code(head.name)}`, "callers").map(
        (found): RuleFinding => ({ ...found, subject: base.key, direction: "request" }),
      ),
    ),
};

/** A parameter that every request must now carry. */
const requiredParameterAdded: OperationRule = {
  id: "required-parameter-added",
  severity: "breaking",
  summary: "A required parameter was added: every caller who does not know it yet is rejected.",
  check: (pair) =>
    pair.parameters.added
      .filter((parameter) => parameter.required && !isMoved(pair, parameter))
      .map((parameter) => ({
        severity: pair.kind === "operation" ? "breaking" : "safe",
        title: `The required ${parameter.in} parameter ${words.code(parameter.name)} was added`,
        why:
          pair.kind === "operation"
            ? "Every caller who does not know the parameter yet is rejected."
            : "Receivers get one more value; they need not read it.",
        remedy: "Make the parameter optional, with a default for the behaviour of today.",
        subject: parameter.key,
        direction: "request",
        base: { pointer: pair.base.pointer, value: undefined },
        head: { pointer: parameter.pointer, value: parameter.value },
      })),
};

function isMoved({ parameters }: OperationPair, { name, in: location }: ParameterView): boolean {
  return parameters.removed.some((other) => other.name === name && other.in !== location);
}

/** The rules about added, removed, moved and required parameters. */
export const parameterRules: readonly OperationRule[] = [
  optionalParameterAdded,
  parameterRemoved,
  parameterMoved,
  pathParameterRenamed,
  parameterBecameRequired,
  parameterBecameOptional,
  parameterBecameList,
  parameterDeprecated,
  requiredParameterAdded,
];
