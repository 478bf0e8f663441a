import type { ParameterView } from "../../document/OperationView.ts";
import type { OperationRule } from "../OperationRule.ts";
import { words } from "../words.ts";

/** Whether a parameter is written by a style or by a media type. */
export const parameterContentChanged: OperationRule = {
  id: "parameter-content-changed",
  severity: "breaking",
  summary:
    "A parameter is written by another media type, or by `content` where it was by `schema`: callers write it in a way " +
    "that the server no longer reads.",
  check: ({ parameters }) =>
    parameters.kept
      .filter(({ base, head }) => mediaTypeOf(base) !== mediaTypeOf(head))
      .map(({ base, head }) => ({
        title: `The ${base.in} parameter ${words.code(head.name)} is written ${written(head)}, it was ${written(base)}`,
        why: "Callers write the value in the old way, which the server no longer reads.",
        wayOut: "Keep the old way, or add a second parameter with the new one.",
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
