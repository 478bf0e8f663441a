import type { Part } from "../requests/Part.ts";
import { boundaryTargets } from "../values/boundaryTargets.ts";
import { collectSites } from "../values/collectSites.ts";
import type { Probe } from "./Probe.ts";
import type { ProbeScene } from "./ProbeScene.ts";
import { validDrafts } from "./validDrafts.ts";

/** Asks whether everything that the document allows is accepted, right up to each limit. */
export function limitProbes(scene: ProbeScene): readonly Probe[] {
  const { parameters, bodies } = scene.space.parts;
  const wholes = [validDrafts(scene, { optional: "none" }), validDrafts(scene, { optional: "all" })];
  const isOptional = parameters.some(({ parameter }) => !parameter.required);
  return [
    ...(isOptional ? wholes.map(limitProbe) : []),
    ...[...parameters, ...bodies].flatMap((part) => partProbes(scene, part)),
  ];
}

function partProbes(scene: ProbeScene, part: Part): readonly Probe[] {
  const { source } = scene.space;
  return collectSites(source, part.pieces).flatMap((site) =>
    boundaryTargets(source, site, part.channel).map(({ values }) =>
      limitProbe(validDrafts(scene, { force: { part, values } })),
    ),
  );
}

function limitProbe(drafts: Probe["drafts"]): Probe {
  return { aspect: "limits", expectation: { kind: "accepted" }, drafts };
}
