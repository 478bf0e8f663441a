import { bodyProbes } from "./bodyProbes.ts";
import { credentialProbes } from "./credentialProbes.ts";
import { exampleProbes } from "./exampleProbes.ts";
import { invalidProbes } from "./invalidProbes.ts";
import { limitProbes } from "./limitProbes.ts";
import { methodProbes } from "./methodProbes.ts";
import type { Probe } from "./Probe.ts";
import type { ProbeScene } from "./ProbeScene.ts";
import { validDrafts } from "./validDrafts.ts";

/**
 * All questions to a server about one operation. What deletes is first asked for without the right to: once it has
 * deleted, a server that lets anyone in could not be told from one that finds nothing.
 */
export function probesOf(scene: ProbeScene): readonly Probe[] {
  const requests: readonly Probe[] = [
    ...exampleProbes(scene),
    { aspect: "valid", expectation: { kind: "accepted" }, drafts: validDrafts(scene) },
    ...limitProbes(scene),
    ...invalidProbes(scene),
    ...bodyProbes(scene),
    ...methodProbes(scene),
  ];
  const locks = credentialProbes(scene);
  return scene.space.operation.method === "delete" ? [...locks, ...requests] : [...requests, ...locks];
}
