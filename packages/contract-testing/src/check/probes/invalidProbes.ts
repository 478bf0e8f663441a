import * as fc from "fast-check";
import { canCarry } from "../requests/canCarry.ts";
import type { Draft } from "../requests/Draft.ts";
import type { Part } from "../requests/Part.ts";
import { readings } from "../requests/readings.ts";
import { isValidDraft, partValues } from "../requests/requestDrafts.ts";
import { isTextChannel } from "../values/Channel.ts";
import { collectSites } from "../values/collectSites.ts";
import type { Target } from "../values/Target.ts";
import { violationTargets } from "../values/violationTargets.ts";
import type { Probe } from "./Probe.ts";
import type { ProbeScene } from "./ProbeScene.ts";
import { draftOf, validCredentials } from "./validDrafts.ts";

/** Asks whether each keyword of the document is enforced: requests that are valid but for one thing. */
export function invalidProbes(scene: ProbeScene): readonly Probe[] {
  const { parameters, bodies } = scene.space.parts;
  return [
    ...parameters.flatMap((part) => omissionProbe(scene, part)),
    ...[...parameters, ...bodies].flatMap((part) => violationProbes(scene, part)),
  ];
}

function omissionProbe(
  scene: ProbeScene,
  part: ProbeScene["space"]["parts"]["parameters"][number],
): readonly Probe[] {
  const { parameter } = part;
  if (!parameter.required || parameter.in === "path") return [];
  const what = `without the required ${parameter.in} parameter "${parameter.name}"`;
  const drafts = draftsBut(scene, part, partValues(scene.space, { omit: part }));
  return [invalidProbe({ pointer: parameter.pointer, keyword: "required", what }, drafts)];
}

function violationProbes(scene: ProbeScene, part: Part): readonly Probe[] {
  const { source } = scene.space;
  return collectSites(source, part.pieces).flatMap((site) =>
    violationTargets(source, site, part.channel).map((target) => {
      const drafts = draftsBut(
        scene,
        part,
        partValues(scene.space, { force: { part, values: target.values } }),
      );
      return invalidProbe({ ...target, what: describe(part, target) }, drafts);
    }),
  );
}

function describe(part: Part, { instancePointer, what }: Target): string {
  const name = part.kind === "body" ? "body" : `${part.parameter.in} parameter "${part.parameter.name}"`;
  return `${name}${instancePointer === "" ? "" : ` at ${instancePointer}`} ${what}`;
}

/** Keeps the drafts in which one part is surely wrong and all others are right. */
function draftsBut(
  scene: ProbeScene,
  part: Part,
  drawn: ReturnType<typeof partValues>,
): fc.Arbitrary<Draft | undefined> {
  const { space } = scene;
  return fc.tuple(drawn, validCredentials(scene)).map(([values, credentials]) => {
    const value = values.get(part.key);
    const isWrong = value === undefined || (canCarry(part, value) && !isReadable(scene, part, value));
    if (!isWrong || !isValidDraft(space, values, part)) return undefined;
    return draftOf(scene, values, credentials);
  });
}

function isReadable({ space }: ProbeScene, part: Part, value: Parameters<typeof canCarry>[1]): boolean {
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
  return { aspect: "invalid", expectation: { kind: "refused", pointer, keyword, what }, drafts };
}
