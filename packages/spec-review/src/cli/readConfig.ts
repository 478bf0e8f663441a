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

/** The problems of a value; each continues the name of its key. */
type Check = (value: JsonValue) => readonly string[];

const isString = (value: JsonValue) => typeof value === "string";
const isText = (value: JsonValue) => isString(value) && value !== "";
const isTexts = (value: JsonValue) => Array.isArray(value) && value.every(isText);
const isCount = (value: JsonValue) => Number.isInteger(value) && Number(value) >= 0;
const text = must(isText, "a string");
const texts = must(isTexts, "a list of strings");

function must(isValid: (value: JsonValue) => boolean, demand: string): Check {
  return (value) => (isValid(value) ? [] : [` must be ${demand}`]);
}

function oneOf(allowed: readonly JsonValue[], demand: string): Check {
  return must((value) => allowed.includes(value), demand);
}

/** An object of lists of globs with these keys. */
function globs(kinds: readonly string[]): Check {
  return must(
    (value) =>
      isJsonObject(value) &&
      Object.entries(value).every(([key, list]) => kinds.includes(key) && isTexts(list)),
    `an object of lists of globs; it may have ${kinds.join(", ")}`,
  );
}

const severity = oneOf(["off", ...SEVERITIES], `off or one of ${SEVERITIES.join(", ")}`);
const textOrTexts = must((value) => isText(value) || isTexts(value), "a string or a list of strings");

const SELECTORS: ReadonlyMap<string, Check> = new Map([
  ["rule", (value) => [...textOrTexts(value), ...unknownRules([value].flat(), [])]],
  ["direction", oneOf(["request", "response"], "request or response")],
  ["path", textOrTexts],
  ["operation", textOrTexts],
  ["tag", textOrTexts],
  ["stability", textOrTexts],
]);

const IMPACT: ReadonlyMap<string, Check> = new Map([
  ["document", text],
  ["generate", texts],
  ["copy", texts],
  ["projects", texts],
  ["typecheck", text],
  ["places", globs(CODE_KINDS)],
  ["mentions", globs(PAGE_KINDS)],
  ["trials", must(isCount, "a whole number")],
]);

const CONFIG: ReadonlyMap<string, Check> = new Map([
  ["$schema", () => []],
  ["severity", severityProblems],
  ["failOn", failOnProblems],
  ["protect", oneOf(AXES, "wire or code")],
  [
    "exempt",
    must(
      (value) => Array.isArray(value) && value.every(isString),
      "a list of stability levels, such as draft and alpha",
    ),
  ],
  ["overrides", overrideProblems],
  ["impact", impactProblems],
  ["document", must((value) => isText(value) || isTexts(value), "a path, a glob, or a list of them")],
  ["mergeBase", must(isString, "a string")],
  ["decisions", must(isString, "a string")],
]);

/** The name of the configuration file in the current folder. */
const CONFIG_FILE = "spec-review.config.json";

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
  const problems = entryProblems(config, CONFIG);
  if (problems.length > 0)
    throw new UsageError(`${name} has problems:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
  return config as ReviewConfig;
}

function parse(name: string, json: string): JsonObject {
  const problem = findJsonProblem(json);
  if (problem !== undefined)
    throw new UsageError(`${name}:${problem.line}:${problem.column} This is not JSON: ${problem.message}.`);
  const value = JSON.parse(json) as JsonValue;
  if (isJsonObject(value)) return value;
  throw new UsageError(`${name} must contain a JSON object.`);
}

function entryProblems(entries: JsonObject, checks: ReadonlyMap<string, Check>): string[] {
  return Object.entries(entries).flatMap(([key, value]) => {
    const check = checks.get(key);
    if (!check) return [`"${key}" is unknown; the keys are ${[...checks.keys()].join(", ")}`];
    return check(value).map((problem) => `"${key}"${problem}`);
  });
}

function severityProblems(severities: JsonValue): string[] {
  if (!isJsonObject(severities)) return [" must be an object of rule ids"];
  return Object.entries(severities).flatMap(([id, value]) => [
    ...unknownRules([id], []),
    ...severity(value).map((problem) => `."${id}"${problem}`),
  ]);
}

function failOnProblems(failOn: JsonValue): string[] {
  if (!Array.isArray(failOn)) return [` must be a list of ${SEVERITIES.join(", ")} and rule ids`];
  return unknownRules(failOn, SEVERITIES);
}

function overrideProblems(overrides: JsonValue): string[] {
  if (!Array.isArray(overrides)) return [" must be a list of objects"];
  const list: readonly JsonValue[] = overrides;
  return list.flatMap((override, index) =>
    selectorProblems(override).map((problem) => `[${index}]${problem}`),
  );
}

function selectorProblems(override: JsonValue): string[] {
  if (!isJsonObject(override)) return [' must be an object with "severity" and its conditions'];
  const keys = [...SELECTORS.keys()];
  const isUnlimited = keys.every((key) => override[key] === undefined);
  return [
    ...severity(override.severity ?? null).map((problem) => `."severity"${problem}`),
    ...(isUnlimited ? [` applies to everything; set one of ${keys.join(", ")}`] : []),
    ...Object.entries(override).flatMap(([key, value]) => {
      if (key === "severity") return [];
      const check = SELECTORS.get(key);
      if (!check) return [`: "${key}" is unknown; the keys are ${["severity", ...keys].join(", ")}`];
      return check(value).map((problem) => `."${key}"${problem}`);
    }),
  ];
}

/** Ids that are neither rules nor other allowed values. */
function unknownRules(ids: readonly JsonValue[], others: readonly JsonValue[]): string[] {
  const missing = ids.filter((id) => !others.includes(id) && !allRules.has(String(id)));
  return missing.map((id) => {
    const nearest = nearestName(String(id), [...allRules.keys()]);
    return `: there is no rule "${id}"${nearest === undefined ? "" : `; did you mean "${nearest}"`}; see spec-review rules`;
  });
}

function impactProblems(impact: JsonValue): string[] {
  if (!isJsonObject(impact)) return [" must be an object"];
  return entryProblems(impact, IMPACT).map((problem) => `.${problem}`);
}
