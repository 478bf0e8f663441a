import type { JsonValue, Operation, SecurityAlternative } from "@gatehouse/contract";
import * as fc from "fast-check";
import type { ValueSource } from "../values/ValueSource.ts";
import { canCarry } from "./canCarry.ts";
import type { CredentialUse, Draft, PartValues } from "./Draft.ts";
import type { ParameterPart, Part, RequestParts } from "./partsOf.ts";

/** What probes are made from. */
export interface ProbeContext {
  readonly space: RequestSpace;
  /** The alternatives of the operation that valid credentials are at hand for. */
  readonly open: readonly SecurityAlternative[];
  /** The schemes that valid credentials are at hand for. */
  readonly known: ReadonlySet<string>;
  /** All operations on the path, the one of the probeContext included. */
  readonly onPath: readonly Operation[];
}

/** Requests that the document allows, with valid credentials where they are at hand. */
export function validDrafts(
  probeContext: ProbeContext,
  plan: DraftPlan = {},
): fc.Arbitrary<Draft | undefined> {
  const { space } = probeContext;
  return fc.tuple(partValues(space, plan), validCredentials(probeContext)).map(([values, credentials]) => {
    const except = plan.withoutBody === true ? "body" : undefined;
    return isValidDraft(space, values, except) ? draftOf(probeContext, values, credentials) : undefined;
  });
}

/** The credentials of one alternative that is at hand; none where none is. */
export function validCredentials(probeContext: ProbeContext): fc.Arbitrary<readonly CredentialUse[]> {
  const ways = probeContext.open.map((alternative) => usesOf(probeContext, alternative));
  return ways.length === 0 ? fc.constant([]) : fc.constantFrom(...ways);
}

/** Uses the valid credential of each scheme of an alternative. */
export function usesOf({ space }: ProbeContext, alternative: SecurityAlternative): readonly CredentialUse[] {
  return alternative.flatMap(({ scheme: name }) => {
    const scheme = space.operation.contract.securitySchemes.get(name);
    return scheme === undefined ? [] : [{ scheme, text: { kind: "valid" } as const }];
  });
}

/** A draft for the probeContext's operation with credentials of one of its alternatives. */
export function draftOf(
  { space }: ProbeContext,
  values: PartValues,
  credentials: readonly CredentialUse[],
): Draft {
  const method = space.operation.method.toUpperCase();
  return { method, values, credentials, isAuthorized: credentials.length > 0 };
}

/** What a set of part values is made to show. */
interface DraftPlan {
  /** A part that is always there, with values of its own. */
  readonly force?: { readonly part: Part; readonly values: fc.Arbitrary<JsonValue> };
  /** A parameter that is left out although it is required. */
  readonly omit?: Part;
  /** No body, also where one is required. */
  readonly withoutBody?: boolean;
  /** The optional parameters: some by chance, none or all. @default some */
  readonly optional?: "none" | "all";
  /**
   * What to take over from requests that the server was seen to accept: the path, so that it leads to something that
   * is there, or everything. @default path
   */
  readonly known?: "path" | "all";
  /** Parts for which the document shows values have one of these. */
  readonly asShown?: boolean;
}

/** The requests of an operation as values of their parts. */
interface RequestSpace {
  readonly operation: Operation;
  readonly parts: RequestParts;
  readonly source: ValueSource;
  /** Values of requests that the server was seen to accept. */
  accepted(): readonly PartValues[];
}

/** Of ten requests so many take over what was accepted before. */
const KNOWN_OF_TEN = { path: 7, all: 9 } as const;

/** Values for the parts of a request, those of a plan as planned and all others as the document asks. */
export function partValues(space: RequestSpace, plan: DraftPlan = {}): fc.Arbitrary<PartValues> {
  const entries: Record<string, fc.Arbitrary<JsonValue>> = {};
  const requiredKeys: string[] = [];
  for (const part of space.parts.parameters) {
    const isForced = plan.force?.part === part;
    const isNeeded = isRequired(part) || isForced;
    if (plan.omit === part || (plan.optional === "none" && !isNeeded)) continue;
    entries[part.key] =
      isForced && plan.force !== undefined ? plan.force.values : valuesOfPart(space, part, plan);
    if (isNeeded || plan.optional === "all") requiredKeys.push(part.key);
  }
  const parameters = fc.record(entries, { requiredKeys, noNullPrototype: true });
  const chance = fc.nat(9);
  const choice = fc.nat(99);
  return fc.tuple(parameters, bodyValues(space, plan), chance, choice).map(([values, body, dice, index]) => {
    const drawn = new Map([...Object.entries(values), ...(body === undefined ? [] : [body])]);
    return dice < KNOWN_OF_TEN[plan.known ?? "path"] ? takeOver(space, { drawn, plan, index }) : drawn;
  });
}

interface Drawn {
  readonly drawn: PartValues;
  readonly plan: DraftPlan;
  readonly index: number;
}

function takeOver(space: RequestSpace, { drawn, plan, index }: Drawn): PartValues {
  const accepted = space.accepted();
  const known = accepted[index % Math.max(1, accepted.length)];
  if (known === undefined) return drawn;
  const isPlanned = (key: string) => key === plan.force?.part.key || key === plan.omit?.key;
  const isBody = (key: string) => key.startsWith("body ");
  const taken = [...known].filter(([key]) => {
    if (isPlanned(key)) return false;
    if (isBody(key))
      return plan.known === "all" && plan.withoutBody !== true && plan.force?.part.kind !== "body";
    return plan.known === "all" || key.startsWith("path ");
  });
  // One body at most: a known one replaces the drawn one.
  const kept = taken.some(([key]) => isBody(key)) ? [...drawn].filter(([key]) => !isBody(key)) : drawn;
  return new Map([...kept, ...taken]);
}

/** Values of one part, those that the document shows among them. */
function valuesOfPart(space: RequestSpace, part: Part, { asShown }: DraftPlan): fc.Arbitrary<JsonValue> {
  const generated = space.source.values(part.pieces, { channel: part.channel, depth: 0 });
  const shown = shownValues(space, part);
  if (shown.length === 0) return generated;
  const values = fc.constantFrom(...shown);
  return asShown === true
    ? values
    : fc.oneof({ arbitrary: values, weight: 2 }, { arbitrary: generated, weight: 3 });
}

/** The values that the document shows for a part and that are right by its own schema. */
export function shownValues({ source }: RequestSpace, part: Part): readonly JsonValue[] {
  return part.examples.filter((value) => source.fits(part.pieces, value) && canCarry(part, value));
}

/**
 * Whether values are what the document asks for, as a validator sees it, and can be written.
 *
 * @param except A part that is not looked at, or all bodies.
 */
export function isValidDraft(space: RequestSpace, values: PartValues, except?: Part | "body"): boolean {
  const { parts, operation } = space;
  const isExcepted = (part: Part) => part === except || (part.kind === "body" && except === "body");
  const all: readonly Part[] = [...parts.parameters, ...parts.bodies];
  const hasBody = parts.bodies.some(({ key }) => values.has(key)) || except === "body";
  if (operation.requestBody?.required === true && !hasBody) return false;
  return all.every((part) => {
    if (isExcepted(part)) return true;
    const value = values.get(part.key);
    if (value === undefined) return part.kind === "body" || !isRequired(part);
    return canCarry(part, value) && space.source.fits(part.pieces, value);
  });
}

function isRequired({ parameter }: ParameterPart): boolean {
  return parameter.required || parameter.in === "path";
}

function bodyValues(
  space: RequestSpace,
  plan: DraftPlan,
): fc.Arbitrary<readonly [key: string, value: JsonValue] | undefined> {
  const { parts, operation } = space;
  const none = fc.constant(undefined);
  if (plan.withoutBody === true || parts.bodies.length === 0) return none;
  if (plan.force?.part.kind === "body") {
    const { key } = plan.force.part;
    return plan.force.values.map((value) => [key, value] as const);
  }
  const bodies = parts.bodies.map((part) =>
    valuesOfPart(space, part, plan).map((value) => [part.key, value] as const),
  );
  if (operation.requestBody?.required === true) return fc.oneof(...bodies);
  return fc.oneof({ arbitrary: none, weight: 1 }, { arbitrary: fc.oneof(...bodies), weight: 4 });
}
