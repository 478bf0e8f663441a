import { isJsonObject, type JsonValue } from "@gatehouse/contract";
import type { Step } from "../diff/SchemaChange.ts";

/** The part of a value at the end of a path of named steps; undefined where the value has none. */
export function partAt(value: JsonValue, path: readonly Step[]): JsonValue | undefined {
  let at: JsonValue | undefined = value;
  for (const step of path) {
    if (step.kind === "alternative") continue;
    if (step.kind === "item") at = Array.isArray(at) ? at[step.index ?? 0] : undefined;
    else if (step.kind === "member" && isJsonObject(at) && Object.hasOwn(at, step.name)) at = at[step.name];
    else return undefined;
  }
  return at;
}
