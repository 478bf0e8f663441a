import {
  childPointer,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  pointerOfFragment,
  resolvePointer,
} from "@gatehouse/contract";
import { documentNodes } from "../document/DocumentNode.ts";
import type { ParameterView } from "../document/OperationView.ts";
import type { Kept, OperationPair } from "./DocumentPair.ts";

/** What a parameter's style has to write down. */
type Shape = "plain" | "single" | "list" | "object" | "unknown";

/** How a value is written by a style, with and without `explode`. */
interface Writing {
  readonly style: string;
  readonly explode: boolean;
}

const PLAIN: ReadonlySet<unknown> = new Set(["string", "number", "integer", "boolean"]);

/** Styles that write one named pair for each value, or join the values behind one name. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ["form", ","],
  ["spaceDelimited", "%20"],
  ["pipeDelimited", "|"],
]);

/**
 * What a value of the shape looks like on the wire (OpenAPI 3.1, 4.8.12.4). Equal results mean equal messages.
 */
export function serialisationOf(shape: Shape, { style, explode }: Writing): string {
  // The specification defines no deep object that is not exploded.
  if (style === "deepObject") return "name[key]=value";
  const asWritten = `${style} ${explode}`;
  if (shape === "unknown") return asWritten;
  const joint = NAMED.get(style);
  if (shape === "plain" || shape === "single") return joint === undefined ? style : "name=value";
  if (shape === "list" && joint !== undefined)
    return explode ? "name=value&name=value" : `name=value${joint}value`;
  return shape === "list" && style === "simple" ? "value,value" : asWritten;
}

/** The shape of the values of a parameter, by the type in its schema. */
export function shapeOf(root: JsonObject, { schema }: Pick<ParameterView, "schema">): Shape {
  let raw: JsonValue | undefined = schema === undefined ? undefined : resolvePointer(root, schema);
  for (let hops = 0; hops < 16 && isJsonObject(raw) && typeof raw.$ref === "string"; hops += 1) {
    raw = resolvePointer(root, pointerOfFragment(raw.$ref));
  }
  if (!isJsonObject(raw)) return "unknown";
  if (PLAIN.has(raw.type)) return "plain";
  if (raw.type === "object") return "object";
  if (raw.type !== "array") return "unknown";
  return Number(raw.maxItems) <= 1 ? "single" : "list";
}

/** Whether all values of both shapes are written alike. */
export function writesAlike(shapes: readonly Shape[], [old, now]: readonly [Writing, Writing]): boolean {
  return shapes.every((shape) => serialisationOf(shape, old) === serialisationOf(shape, now));
}

/**
 * The pointer to the item schema of a parameter that was one value and now is a list, if a single value is written as
 * before (`a=1`); undefined for any other change.
 */
export function becameList(
  { documents }: Pick<OperationPair, "documents">,
  { base, head }: Kept<ParameterView>,
): string | undefined {
  const isSpelledOut = head.style === "form" && head.explode && base.style === "form";
  if (!isSpelledOut || shapeOf(documents.base.root, base) !== "plain") return undefined;
  const list = documentNodes.child(documents.head.root, head, "schema");
  const { type, minItems = 0, maxItems = 1, items } = list?.value ?? {};
  const takesOne = type === "array" && Number(minItems) <= 1 && Number(maxItems) >= 1;
  return list && takesOne && items !== undefined ? childPointer(list.pointer, "items") : undefined;
}
