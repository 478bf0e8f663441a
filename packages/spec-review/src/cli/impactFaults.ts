import { isJsonObject, type JsonValue } from "@gatehouse/contract";
import { CODE_KINDS, PAGE_KINDS } from "../impact/ImpactConfig.ts";

type Check = (value: JsonValue) => string | undefined;

const isTexts = (value: JsonValue) =>
  Array.isArray(value) && value.every((item: JsonValue) => typeof item === "string" && item !== "");

const text: Check = (value) => (typeof value === "string" && value !== "" ? undefined : "must be a text");
const texts: Check = (value) => (isTexts(value) ? undefined : "must be a list of texts");
const count: Check = (value) =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 ? undefined : "must be a whole number";

/** An object of lists of globs with these keys. */
function globs(kinds: readonly string[]): Check {
  return (value) => {
    const isFit =
      isJsonObject(value) &&
      Object.entries(value).every(([key, list]) => kinds.includes(key) && isTexts(list));
    return isFit ? undefined : `must be an object of lists of globs; it may have ${kinds.join(", ")}`;
  };
}

const CHECKS: ReadonlyMap<string, Check> = new Map([
  ["document", text],
  ["generate", texts],
  ["copy", texts],
  ["projects", texts],
  ["typecheck", text],
  ["places", globs(CODE_KINDS)],
  ["mentions", globs(PAGE_KINDS)],
  ["trials", count],
]);

/** Tells what is wrong with the part `impact` of the configuration. */
export function impactFaults(impact: JsonValue | undefined): string[] {
  if (impact === undefined) return [];
  if (!isJsonObject(impact)) return ['"impact" must be an object'];
  return Object.entries(impact).flatMap(([key, value]) => {
    const check = CHECKS.get(key);
    if (!check) return [`"impact"."${key}" is not known; there are ${[...CHECKS.keys()].join(", ")}`];
    const fault = check(value);
    return fault === undefined ? [] : [`"impact"."${key}" ${fault}`];
  });
}
