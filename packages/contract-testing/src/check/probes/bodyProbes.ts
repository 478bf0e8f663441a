import { childPointer, findMediaType, parseMediaType } from "@gatehouse/contract";
import * as fc from "fast-check";
import type { Expectation } from "../Expectation.ts";
import type { Probe } from "./Probe.ts";
import type { ProbeScene } from "./ProbeScene.ts";
import { validDrafts } from "./validDrafts.ts";

const encoder = new TextEncoder();

/** Asks what becomes of bodies that are not there, not readable, or of a media type that is not documented. */
export function bodyProbes(scene: ProbeScene): readonly Probe[] {
  const { requestBody } = scene.space.operation;
  if (requestBody === undefined) return [];
  const pointer = requestBody.pointer;
  const missing: Expectation = {
    kind: "refused",
    pointer,
    keyword: "required",
    what: "without the required body",
  };
  return [
    ...(requestBody.required
      ? [{ aspect: "invalid", expectation: missing, drafts: withoutBody(scene) } as const]
      : []),
    ...unreadableBodies(scene),
    ...otherMediaTypes(scene, pointer),
  ];
}

function withoutBody(scene: ProbeScene): Probe["drafts"] {
  return validDrafts(scene, { withoutBody: true });
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

function unreadableBodies(scene: ProbeScene): readonly Probe[] {
  const isRequired = scene.space.operation.requestBody?.required === true;
  return scene.space.parts.bodies.flatMap((part): readonly Probe[] => {
    if (part.encoding !== "json") return [];
    const raw = (texts: readonly string[], what: string): Probe => ({
      aspect: "invalid",
      expectation: { kind: "refused", pointer: part.pointer, keyword: "content", what },
      drafts: fc.tuple(withoutBody(scene), fc.constantFrom(...texts)).map(([draft, text]) => {
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

function otherMediaTypes(scene: ProbeScene, pointer: string): readonly Probe[] {
  const { parts, operation } = scene.space;
  if (parts.bodies.length === 0) return [];
  const force = parts.bodies.map((part) => ({
    part,
    values: scene.space.source.values(part.pieces, { channel: part.channel, depth: 0 }),
  }));
  const bodied = fc.oneof(...force.map((plan) => validDrafts(scene, { force: plan })));
  const content = operation.requestBody?.content ?? new Map();
  const undocumented = OTHER_TYPES.filter((type) => {
    const parsed = parseMediaType(type);
    return parsed !== undefined && findMediaType(content, parsed) === undefined;
  });
  // A body without a type may be taken for any (RFC 9110, 8.3); how it is answered has to be documented all the same.
  const withoutType = bodied.map((draft) => draft && { ...draft, contentType: null });
  const probes: Probe[] = [{ aspect: "media types", expectation: { kind: "answered" }, drafts: withoutType }];
  for (const contentType of undocumented) {
    const drafts = bodied.map((draft) => draft && { ...draft, contentType });
    const what = `body of the undocumented media type ${contentType}`;
    const place = childPointer(pointer, "content");
    probes.push({
      aspect: "media types",
      expectation: { kind: "refused", pointer: place, keyword: "content", what },
      drafts,
    });
  }
  return probes;
}
