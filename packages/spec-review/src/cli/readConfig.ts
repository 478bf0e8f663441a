import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  findJsonProblem,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  nearestName,
} from "@gatehouse/contract";
import { CODE_KINDS, type ImpactConfig, PAGE_KINDS } from "../impact/ImpactConfig.ts";
import type { ReviewSettings } from "../policy/weigh.ts";
import { allRules } from "../rules/allRules.ts";
import { AXES, SEVERITIES } from "../rules/Rule.ts";
import { UsageError } from "./Io.ts";

/** The file `spec-review.config.json`, all of it optional. */
export interface ReviewConfig extends Partial<ReviewSettings> {
  /** The document, or several and globs, for reviews between revisions. */
  readonly document?: string | readonly string[];
  /** The branch whose merge base is the base of a review without arguments. */
  readonly mergeBase?: string;
  /** The decisions file. @default `spec-review.decisions.yaml` beside the document */
  readonly decisions?: string;
  /** How `--impact` finds out what a change does to the repository. */
  readonly impact?: ImpactConfig;
}

type Check = (value: JsonValue) => string | undefined;

const text: Check = (value) => (typeof value === "string" && value !== "" ? undefined : "must be a string");
const texts: Check = (value) => (isTexts(value) ? undefined : "must be a list of strings");
const count: Check = (value) =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 ? undefined : "must be a whole number";

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

/** The name of the configuration file, looked for in the current folder. */
const CONFIG_FILE = "spec-review.config.json";

const TEXTS = ["mergeBase", "decisions"] as const;
const KNOWN: ReadonlySet<string> = new Set([
  "$schema",
  "severity",
  "failOn",
  "protect",
  "exempt",
  "overrides",
  "impact",
  "document",
  ...TEXTS,
]);

/**
 * Reads the configuration.
 * @throws {UsageError} when the given file does not exist, or an entry is not valid
 */
export function readConfig(cwd: string, file: string | undefined): ReviewConfig {
  const path = resolve(cwd, file ?? CONFIG_FILE);
  if (!existsSync(path)) {
    if (file === undefined) return {};
    throw new UsageError(`There is no configuration file ${file}.`);
  }
  const name = file ?? CONFIG_FILE;
  const config = parse(name, readFileSync(path, "utf8"));
  const faults = [
    ...unknownKeys(config),
    ...textFaults(config),
    ...severityFaults(config),
    ...protectFaults(config),
    ...documentFaults(config),
    ...exemptFaults(config),
    ...overrideFaults(config),
    ...impactFaults(config.impact),
  ];
  if (faults.length > 0)
    throw new UsageError(`${name} has problems:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
  return config as ReviewConfig;
}

function parse(name: string, text: string): JsonObject {
  const problem = findJsonProblem(text);
  if (problem !== undefined)
    throw new UsageError(`${name}:${problem.line}:${problem.column} This is not JSON: ${problem.message}.`);
  const value = JSON.parse(text) as JsonValue;
  if (isJsonObject(value)) return value;
  throw new UsageError(`${name} must contain a JSON object.`);
}

function unknownKeys(config: JsonObject): string[] {
  const unknown = Object.keys(config).filter((key) => !KNOWN.has(key));
  return unknown.map((key) => `"${key}" is unknown; the keys are ${[...KNOWN].join(", ")}`);
}

function textFaults(config: JsonObject): string[] {
  return TEXTS.filter((key) => config[key] !== undefined && typeof config[key] !== "string").map(
    (key) => `"${key}" must be a string`,
  );
}

function severityFaults({ severity = {}, failOn = [] }: JsonObject): string[] {
  const allowed: readonly JsonValue[] = SEVERITIES;
  const faults = isJsonObject(severity) ? [] : ['"severity" must be an object of rule ids'];
  for (const [id, value] of Object.entries(isJsonObject(severity) ? severity : {})) {
    if (!allRules.has(id)) faults.push(`"severity": ${noRule(id)}`);
    if (value !== "off" && !allowed.includes(value))
      faults.push(`"severity"."${id}" must be off or one of ${SEVERITIES.join(", ")}`);
  }
  return [...faults, ...failOnFaults(failOn)];
}

function documentFaults({ document = [] }: JsonObject): string[] {
  const paths: readonly JsonValue[] = Array.isArray(document) ? document : [document];
  const isPath = (path: JsonValue) => typeof path === "string" && path !== "";
  return paths.every(isPath) ? [] : ['"document" must be a path, a glob, or a list of them'];
}

function exemptFaults({ exempt = [] }: JsonObject): string[] {
  const isList = Array.isArray(exempt) && exempt.every((level) => typeof level === "string");
  return isList ? [] : ['"exempt" must be a list of stability levels, such as draft and alpha'];
}

const SELECTORS = ["rule", "direction", "path", "operation", "tag", "stability"] as const;

function overrideFaults({ overrides = [] }: JsonObject): string[] {
  if (!Array.isArray(overrides)) return ['"overrides" must be a list of objects'];
  const list: readonly JsonValue[] = overrides;
  return list.flatMap((override, index) => {
    const at = `"overrides"[${index}]`;
    if (!isJsonObject(override)) return [`${at} must be an object with "severity" and its conditions`];
    return selectorFaults(override).map((fault) => `${at}${fault}`);
  });
}

function selectorFaults(override: JsonObject): string[] {
  const { severity, direction, rule = [] } = override;
  const names: readonly string[] = ["severity", ...SELECTORS];
  const unknown = Object.keys(override).filter((key) => !names.includes(key));
  const faults = unknown.map((key) => `: "${key}" is unknown; the keys are ${names.join(", ")}`);
  const allowed: readonly (JsonValue | undefined)[] = ["off", ...SEVERITIES];
  if (!allowed.includes(severity)) faults.push(`."severity" must be off or one of ${SEVERITIES.join(", ")}`);
  if (SELECTORS.every((key) => override[key] === undefined))
    faults.push(` applies to everything; set one of ${SELECTORS.join(", ")}`);
  if (direction !== undefined && direction !== "request" && direction !== "response")
    faults.push('."direction" must be request or response');
  for (const key of SELECTORS.filter((name) => name !== "direction")) {
    if (!isTextOrList(override[key] ?? [])) faults.push(`."${key}" must be a string or a list of strings`);
  }
  const rules: readonly JsonValue[] = Array.isArray(rule) ? rule : [rule];
  const missing = rules.filter((id) => typeof id === "string" && !allRules.has(id));
  return [...faults, ...missing.map((id) => `."rule": ${noRule(String(id))}`)];
}

function isTextOrList(value: JsonValue): boolean {
  const list: readonly JsonValue[] = Array.isArray(value) ? value : [value];
  return list.every((item) => typeof item === "string" && item !== "");
}

function protectFaults({ protect = "wire" }: JsonObject): string[] {
  const allowed: readonly JsonValue[] = AXES;
  return allowed.includes(protect) ? [] : ['"protect" must be wire or code'];
}

function failOnFaults(failOn: JsonValue): string[] {
  if (!Array.isArray(failOn)) return [`"failOn" must be a list of ${SEVERITIES.join(", ")} and rule ids`];
  const allowed: readonly JsonValue[] = [...SEVERITIES, ...allRules.keys()];
  const items: readonly JsonValue[] = failOn;
  return items.filter((item) => !allowed.includes(item)).map((item) => `"failOn": ${noRule(String(item))}`);
}

function noRule(id: string): string {
  const nearest = nearestName(id, [...allRules.keys()]);
  return `there is no rule "${id}"${nearest === undefined ? "" : `; did you mean "${nearest}"`}; see spec-review rules`;
}

const isTexts = (value: JsonValue) =>
  Array.isArray(value) && value.every((item: JsonValue) => typeof item === "string" && item !== "");

/** An object of lists of globs with these keys. */
function globs(kinds: readonly string[]): Check {
  return (value) => {
    const isFit =
      isJsonObject(value) &&
      Object.entries(value).every(([key, list]) => kinds.includes(key) && isTexts(list));
    return isFit ? undefined : `must be an object of lists of globs; it may have ${kinds.join(", ")}`;
  };
}

/** The problems of the entry `impact`. */
function impactFaults(impact: JsonValue | undefined): string[] {
  if (impact === undefined) return [];
  if (!isJsonObject(impact)) return ['"impact" must be an object'];
  return Object.entries(impact).flatMap(([key, value]) => {
    const check = CHECKS.get(key);
    if (!check) return [`"impact"."${key}" is unknown; the keys are ${[...CHECKS.keys()].join(", ")}`];
    const fault = check(value);
    return fault === undefined ? [] : [`"impact"."${key}" ${fault}`];
  });
}
