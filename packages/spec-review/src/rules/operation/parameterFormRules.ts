import { childPointer } from "@gatehouse/contract";
import type { ParameterView } from "../../document/OperationView.ts";
import { shapeOf, writesAlike } from "../../walk/serialisationOf.ts";
import type { OperationRule, RuleFinding } from "../Rule.ts";
import { words } from "../words.ts";

/** Characters that a parameter may hold as they are, and whether it may be empty. */
const parameterEncodingChanged: OperationRule = {
  id: "parameter-encoding-changed",
  severity: "breaking",
  summary:
    "`allowReserved` or `allowEmptyValue` of a parameter was withdrawn: callers who do not encode reserved characters, or " +
    "send no value, are rejected.",
  check: ({ parameters }) =>
    parameters.kept.flatMap(({ base, head }) =>
      ["allowReserved", "allowEmptyValue"]
        .filter((keyword) => (base.value[keyword] === true) !== (head.value[keyword] === true))
        .map((keyword): RuleFinding => {
          const isWithdrawn = base.value[keyword] === true;
          return {
            severity: isWithdrawn ? "breaking" : "safe",
            title: `${words.code(keyword)} of the ${base.in} parameter ${words.code(head.name)} was ${isWithdrawn ? "withdrawn" : "granted"}`,
            why: isWithdrawn
              ? "Callers who do not encode reserved characters, or send no value, are rejected."
              : "Callers may write more than before; they need not.",
            remedy: "Keep accepting both forms.",
            subject: `${base.key} ${keyword}`,
            direction: "request",
            base: { pointer: childPointer(base.pointer, keyword), value: base.value[keyword] },
            head: { pointer: childPointer(head.pointer, keyword), value: head.value[keyword] },
          };
        }),
    ),
};

/** Whether each item of a list is written on its own. */
const parameterExplodeChanged: OperationRule = {
  id: "parameter-explode-changed",
  severity: "breaking",
  summary:
    "`explode` of a parameter changed: callers write a list or an object in a form that the server no longer reads. A " +
    "plain value, and a list in the style `simple`, look the same either way.",
  check: ({ parameters, documents }) =>
    parameters.kept
      .filter(({ base, head }) => base.explode !== head.explode && base.style === head.style)
      .map(({ base, head }): RuleFinding => {
        const shapes = [shapeOf(documents.base.root, base), shapeOf(documents.head.root, head)];
        const isAlike = writesAlike(shapes, [base, head]);
        return {
          severity: isAlike ? "safe" : "breaking",
          title: `\`explode\` of the ${base.in} parameter ${words.code(head.name)} changed from ${base.explode} to ${head.explode}`,
          why: isAlike
            ? "Its values look the same either way."
            : "Callers write lists and objects in the old form (`a=1&a=2` or `a=1,2`), which the server no longer reads.",
          remedy: isAlike ? "Nothing to do." : "Keep `explode`, or add a second parameter.",
          subject: base.key,
          direction: "request",
          base: { pointer: childPointer(base.pointer, "explode"), value: base.explode },
          head: { pointer: childPointer(head.pointer, "explode"), value: head.explode },
        };
      }),
};

/** The style in which a list or an object is written. */
const parameterStyleChanged: OperationRule = {
  id: "parameter-style-changed",
  severity: "breaking",
  summary:
    "The `style` of a parameter changed: callers write the value in a form that the server no longer reads. Some " +
    "values look the same in both styles.",
  check: ({ parameters, documents }) =>
    parameters.kept
      .filter(({ base, head }) => base.style !== head.style)
      .map(({ base, head }): RuleFinding => {
        const shapes = [shapeOf(documents.base.root, base), shapeOf(documents.head.root, head)];
        const isAlike = writesAlike(shapes, [base, head]);
        return {
          severity: isAlike ? "safe" : "breaking",
          title: `\`style\` of the ${base.in} parameter ${words.code(head.name)} changed from ${words.code(base.style)} to ${words.code(head.style)}`,
          why: isAlike
            ? "Its values look the same in both styles."
            : "Callers write the value in the old style, which the server no longer reads.",
          remedy: isAlike ? "Nothing to do." : "Keep the style, or add a second parameter with the new one.",
          subject: base.key,
          direction: "request",
          base: { pointer: childPointer(base.pointer, "style"), value: base.style },
          head: { pointer: childPointer(head.pointer, "style"), value: head.style },
        };
      }),
};

/** Whether a parameter is written by a style or by a media type. */
const parameterContentChanged: OperationRule = {
  id: "parameter-content-changed",
  severity: "breaking",
  summary:
    "A parameter is written in another media type, or by `content` instead of `schema`: callers write it in a form " +
    "that the server no longer reads.",
  check: ({ parameters }) =>
    parameters.kept
      .filter(({ base, head }) => mediaTypeOf(base) !== mediaTypeOf(head))
      .map(({ base, head }) => ({
        title: `The ${base.in} parameter ${words.code(head.name)} is now written ${written(head)}, not ${written(base)}`,
        why: "Callers write the value in the old form, which the server no longer reads.",
        remedy: "Keep the old form, or add a second parameter with the new one.",
        subject: base.key,
        direction: "request",
        base: { pointer: base.pointer, value: mediaTypeOf(base) },
        head: { pointer: head.pointer, value: mediaTypeOf(head) },
      })),
};

function mediaTypeOf({ content }: ParameterView): string | undefined {
  return [...content.keys()][0];
}

function written(parameter: ParameterView): string {
  const mediaType = mediaTypeOf(parameter);
  return mediaType === undefined
    ? `in the style ${words.code(parameter.style)}`
    : `as ${words.code(mediaType)}`;
}

/** The rules about how parameters are written. */
export const parameterFormRules: readonly OperationRule[] = [
  parameterEncodingChanged,
  parameterExplodeChanged,
  parameterStyleChanged,
  parameterContentChanged,
];
