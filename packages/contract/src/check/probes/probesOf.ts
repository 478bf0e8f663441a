import { bodyProbes } from "./bodyProbes.ts";
import { credentialProbes } from "./credentialProbes.ts";
import { invalidProbes } from "./invalidProbes.ts";
import { limitProbes } from "./limitProbes.ts";
import { methodProbes } from "./methodProbes.ts";
import type { Probe } from "./Probe.ts";
import type { ProbeScene } from "./ProbeScene.ts";
import { validDrafts } from "./validDrafts.ts";

/** All questions to a server about one operation. */
export function probesOf(scene: ProbeScene): readonly Probe[] {
  return [
    { aspect: "valid", expectation: { kind: "accepted" }, drafts: validDrafts(scene) },
    ...limitProbes(scene),
    ...invalidProbes(scene),
    ...bodyProbes(scene),
    ...methodProbes(scene),
    ...credentialProbes(scene),
  ];
}
