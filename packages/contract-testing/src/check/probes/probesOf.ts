import { childPointer, findMediaType, parseMediaType } from "@gatehouse/contract";
import * as fc from "fast-check";
import type { Part } from "../requests/partsOf.ts";
import { type ProbeContext, shownValues, validDrafts } from "../requests/requestDrafts.ts";
import { boundaryTargets } from "../values/boundaryTargets.ts";
import { targetsByPart } from "../values/collectPositions.ts";
import { credentialProbes } from "./credentialProbes.ts";
import { invalidProbes } from "./invalidProbes.ts";
import type { Expectation, Probe } from "./Probe.ts";

const encoder = new TextEncoder();

/** Asks what becomes of bodies that are not there, not readable, or of a media type that is not documented. */
function bodyProbes(probeContext: ProbeContext): readonly Probe[] {
  const { requestBody } = probeContext.space.operation;
  if (requestBody === undefined) return [];
  const pointer = requestBody.pointer;
  const missing: Expectation = {
    kind: "rejected",
    pointer,
    keyword: "required",
    what: "without the required body",
  };
  return [
    ...(requestBody.required
      ? [{ aspect: "invalid", expectation: missing, drafts: withoutBody(probeContext) } as const]
      : []),
    ...unreadableBodies(probeContext),
    ...otherMediaTypes(probeContext, pointer),
  ];
}

function withoutBody(probeContext: ProbeContext): Probe["drafts"] {
  return validDrafts(probeContext, { withoutBody: true });
}

/** Text that looks like JSON and is not (RFC 8259). */
const BROKEN_JSON = [
  "{",
  "[1,",
  '{"a":1,}',
  "{'a':1}",
  '{"a" 1}',
  "nul",
  '"open',
  "{}{}",
  "{a:1}",
  "01",
  "NaN",
  " ",
  "",
];

function unreadableBodies(probeContext: ProbeContext): readonly Probe[] {
  const isRequired = probeContext.space.operation.requestBody?.required === true;
  return probeContext.space.parts.bodies.flatMap((part): readonly Probe[] => {
    if (part.encoding !== "json") return [];
    const raw = (texts: readonly string[], what: string): Probe => ({
      aspect: "invalid",
      expectation: { kind: "rejected", pointer: part.pointer, keyword: "content", what },
      drafts: fc.tuple(withoutBody(probeContext), fc.constantFrom(...texts)).map(([draft, text]) => {
        return draft && { ...draft, rawBody: encoder.encode(text), contentType: part.contentType };
      }),
    });
    const empty = isRequired ? [raw([""], `body of ${part.contentType} without a byte`)] : [];
    return [raw(BROKEN_JSON, `body that is not ${part.contentType}`), ...empty];
  });
}

const OTHER_TYPES = [
  "application/x-not-documented",
  "text/x-not-documented",
  "application/x-www-form-urlencoded",
  "application/xml",
  "text/plain",
];

function otherMediaTypes(probeContext: ProbeContext, pointer: string): readonly Probe[] {
  const { parts, operation } = probeContext.space;
  if (parts.bodies.length === 0) return [];
  const force = parts.bodies.map((part) => ({
    part,
    values: probeContext.space.source.values(part.pieces, { channel: part.channel, depth: 0 }),
  }));
  const bodied = fc.oneof(...force.map((plan) => validDrafts(probeContext, { force: plan })));
  const content = operation.requestBody?.content ?? new Map();
  const undocumented = OTHER_TYPES.filter((type) => {
    const parsed = parseMediaType(type);
    return parsed !== undefined && findMediaType(content, parsed) === undefined;
  });
  // A server may guess the type of a body without one, or take the body for bytes (RFC 9110, 8.3): each documented
  // response conforms.
  const withoutType = bodied.map((draft) => draft && { ...draft, contentType: null });
  const probes: Probe[] = [
    { aspect: "media types", expectation: { kind: "documented" }, drafts: withoutType },
  ];
  for (const contentType of undocumented) {
    const drafts = bodied.map((draft) => draft && { ...draft, contentType });
    const what = `body of the undocumented media type ${contentType}`;
    const contentPointer = childPointer(pointer, "content");
    probes.push({
      aspect: "media types",
      expectation: { kind: "rejected", pointer: contentPointer, keyword: "content", what },
      drafts,
    });
  }
  return probes;
}

/** CONNECT is for proxies and has no path; PROPFIND stands for methods that servers of APIs do not know. */
const METHODS = ["GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"];

/** Asks what becomes of methods that the path does not have; once for each path, beside its first operation. */
function methodProbes(probeContext: ProbeContext): readonly Probe[] {
  const { onPath, space } = probeContext;
  if (onPath[0] !== space.operation) return headProbe(probeContext);
  const documented = onPath.map(({ method }) => method.toUpperCase());
  const missing = METHODS.filter((method) => !documented.includes(method));
  const probes = missing.flatMap((method): readonly Probe[] => {
    if (method === "HEAD" && documented.includes("GET")) return [];
    const expectation: Expectation =
      method === "OPTIONS" ? { kind: "survived" } : { kind: "no method", documented };
    return [methodProbe(probeContext, method, expectation)];
  });
  return [...probes, ...headProbe(probeContext)];
}

/** GET includes HEAD (RFC 9110, 9.3.2): the same response without its body. */
function headProbe(probeContext: ProbeContext): readonly Probe[] {
  const { onPath, space } = probeContext;
  const isHeadOfItsOwn = onPath.some(({ method }) => method === "head");
  if (space.operation.method !== "get" || isHeadOfItsOwn) return [];
  return [methodProbe(probeContext, "HEAD", { kind: "documented" })];
}

function methodProbe(probeContext: ProbeContext, method: string, expectation: Expectation): Probe {
  const drafts = validDrafts(probeContext, { withoutBody: true, known: "all" }).map(
    (draft) => draft && { ...draft, method },
  );
  return { aspect: "methods", expectation, drafts };
}

/** Asks for what the document shows: each of its examples, with the examples of the other parts around it. */
function exampleProbes(probeContext: ProbeContext): readonly Probe[] {
  const { parameters, bodies } = probeContext.space.parts;
  return [...parameters, ...bodies].flatMap((part) =>
    shownValues(probeContext.space, part).map((value): Probe => {
      const force = { part, values: fc.constant(value) };
      const drafts = validDrafts(probeContext, { force, asShown: true, optional: "none" });
      return { aspect: "valid", expectation: { kind: "accepted" }, drafts };
    }),
  );
}

/** Asks whether everything that the document allows is accepted, right up to each limit. */
function limitProbes(probeContext: ProbeContext): readonly Probe[] {
  const { parameters, bodies } = probeContext.space.parts;
  const wholes = [
    validDrafts(probeContext, { optional: "none" }),
    validDrafts(probeContext, { optional: "all" }),
  ];
  const isOptional = parameters.some(({ parameter }) => !parameter.required);
  return [
    ...(isOptional ? wholes.map(limitProbe) : []),
    ...[...parameters, ...bodies].flatMap((part) => partProbes(probeContext, part)),
  ];
}

const limitTargets = targetsByPart(boundaryTargets);

function partProbes(probeContext: ProbeContext, part: Part): readonly Probe[] {
  return limitTargets(probeContext.space.source, part).map(({ values }) =>
    limitProbe(validDrafts(probeContext, { force: { part, values } })),
  );
}

function limitProbe(drafts: Probe["drafts"]): Probe {
  return { aspect: "limits", expectation: { kind: "accepted" }, drafts };
}

/**
 * All questions to a server about one operation. What deletes is first asked for without the right to: once it has
 * deleted, a server that accepts any client could not be distinguished from one that finds nothing.
 */
export function probesOf(probeContext: ProbeContext): readonly Probe[] {
  const requests: readonly Probe[] = [
    ...exampleProbes(probeContext),
    { aspect: "valid", expectation: { kind: "accepted" }, drafts: validDrafts(probeContext) },
    ...limitProbes(probeContext),
    ...invalidProbes(probeContext),
    ...bodyProbes(probeContext),
    ...methodProbes(probeContext),
  ];
  const locks = credentialProbes(probeContext);
  return probeContext.space.operation.method === "delete" ? [...locks, ...requests] : [...requests, ...locks];
}
