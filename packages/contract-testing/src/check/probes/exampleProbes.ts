import * as fc from "fast-check";
import { shownValues } from "../requests/requestDrafts.ts";
import type { Probe } from "./Probe.ts";
import type { ProbeScene } from "./ProbeScene.ts";
import { validDrafts } from "./validDrafts.ts";

/** Asks for what the document shows: each of its examples, with the examples of the other parts around it. */
export function exampleProbes(scene: ProbeScene): readonly Probe[] {
  const { parameters, bodies } = scene.space.parts;
  return [...parameters, ...bodies].flatMap((part) =>
    shownValues(scene.space, part).map((value): Probe => {
      const force = { part, values: fc.constant(value) };
      const drafts = validDrafts(scene, { force, asShown: true, optional: "none" });
      return { aspect: "valid", expectation: { kind: "accepted" }, drafts };
    }),
  );
}
