import { entriesOf, isJsonObject, isList, type JsonValue } from "@gatehouse/contract";
import * as fc from "fast-check";
import { canCarry } from "../requests/canCarry.ts";
import type { Draft } from "../requests/Draft.ts";
import type { Part } from "../requests/partsOf.ts";
import {
  draftOf,
  isValidDraft,
  type ProbeContext,
  partValues,
  validCredentials,
} from "../requests/requestDrafts.ts";
import { scalarText } from "../requests/writeParameter.ts";
import { isTextChannel } from "../values/Channel.ts";
import { targetsByPart } from "../values/collectPositions.ts";
import type { Target } from "../values/Target.ts";
import { violationTargets } from "../values/violationTargets.ts";
import type { Probe } from "./Probe.ts";

/**
 * What a value can mean after it went as text: itself, and with each of its scalars read as another type. A value is
 * surely wrong only when all of its readings are.
 */
function* readings(value: JsonValue): Iterable<JsonValue> {
  yield value;
  if (isList(value)) {
    for (const [index, item] of value.entries()) {
      for (const other of readings(item)) yield value.with(index, other);
    }
  } else if (isJsonObject(value)) {
    for (const [name, child] of entriesOf(value)) {
      for (const other of readings(child)) yield { ...value, [name]: other };
    }
  } else {
    yield* scalarReadings(scalarText(value));
  }
}

function* scalarReadings(text: string): Iterable<JsonValue> {
  yield text;
  if (text.trim() !== "" && Number.isFinite(Number(text))) yield Number(text);
  if (/^(true|false)$/i.test(text)) yield text.toLowerCase() === "true";
  if (text === "" || text === "null") yield null;
}

/** Asks whether each keyword of the document is enforced: requests that are valid but for one thing. */
export function invalidProbes(probeContext: ProbeContext): readonly Probe[] {
  const { parameters, bodies } = probeContext.space.parts;
  return [
    ...parameters.flatMap((part) => omissionProbe(probeContext, part)),
    ...[...parameters, ...bodies].flatMap((part) => violationProbes(probeContext, part)),
  ];
}

function omissionProbe(
  probeContext: ProbeContext,
  part: ProbeContext["space"]["parts"]["parameters"][number],
): readonly Probe[] {
  const { parameter } = part;
  if (!parameter.required || parameter.in === "path") return [];
  const what = `without the required ${parameter.in} parameter "${parameter.name}"`;
  const drafts = draftsBut(probeContext, part, partValues(probeContext.space, { omit: part }));
  return [invalidProbe({ pointer: parameter.pointer, keyword: "required", what }, drafts)];
}

const brokenTargets = targetsByPart(violationTargets);

function violationProbes(probeContext: ProbeContext, part: Part): readonly Probe[] {
  const { space } = probeContext;
  return brokenTargets(space.source, part).map((target) => {
    const values = partValues(space, { force: { part, values: target.values } });
    return invalidProbe({ ...target, what: describe(part, target) }, draftsBut(probeContext, part, values));
  });
}

function describe(part: Part, { instancePointer, what }: Target): string {
  const name = part.kind === "body" ? "body" : `${part.parameter.in} parameter "${part.parameter.name}"`;
  return `${name}${instancePointer === "" ? "" : ` at ${instancePointer}`} ${what}`;
}

/** Keeps the drafts in which one part is surely wrong and all others are right. */
function draftsBut(
  probeContext: ProbeContext,
  part: Part,
  drawn: ReturnType<typeof partValues>,
): fc.Arbitrary<Draft | undefined> {
  const { space } = probeContext;
  return fc.tuple(drawn, validCredentials(probeContext)).map(([values, credentials]) => {
    const value = values.get(part.key);
    const isWrong = value === undefined || (canCarry(part, value) && !isReadable(probeContext, part, value));
    if (!isWrong || !isValidDraft(space, values, part)) return undefined;
    return draftOf(probeContext, values, credentials);
  });
}

function isReadable({ space }: ProbeContext, part: Part, value: Parameters<typeof canCarry>[1]): boolean {
  const meanings = isTextChannel(part.channel) ? readings(value) : [value];
  for (const meaning of meanings) {
    if (space.source.fits(part.pieces, meaning)) return true;
  }
  return false;
}

function invalidProbe(
  { pointer, keyword, what }: { readonly pointer: string; readonly keyword: string; readonly what: string },
  drafts: Probe["drafts"],
): Probe {
  return { aspect: "invalid", expectation: { kind: "rejected", pointer, keyword, what }, drafts };
}
