import type { SecurityAlternative } from "@gatehouse/contract";
import * as fc from "fast-check";
import type { CredentialUse, Draft, PartValues } from "../requests/Draft.ts";
import { type DraftPlan, isValidDraft, partValues } from "../requests/requestDrafts.ts";
import type { ProbeScene } from "./ProbeScene.ts";

/** Requests that the document allows, with valid credentials where they are at hand. */
export function validDrafts(scene: ProbeScene, plan: DraftPlan = {}): fc.Arbitrary<Draft | undefined> {
  const { space } = scene;
  return fc.tuple(partValues(space, plan), validCredentials(scene)).map(([values, credentials]) => {
    const except = plan.withoutBody === true ? "body" : undefined;
    return isValidDraft(space, values, except) ? draftOf(scene, values, credentials) : undefined;
  });
}

/** The credentials of one alternative that is at hand; none where none is. */
export function validCredentials(scene: ProbeScene): fc.Arbitrary<readonly CredentialUse[]> {
  const ways = scene.open.map((alternative) => usesOf(scene, alternative));
  return ways.length === 0 ? fc.constant([]) : fc.constantFrom(...ways);
}

/** Uses the valid credential of each scheme of an alternative. */
export function usesOf({ space }: ProbeScene, alternative: SecurityAlternative): readonly CredentialUse[] {
  return alternative.flatMap(({ scheme: name }) => {
    const scheme = space.operation.contract.securitySchemes.get(name);
    return scheme === undefined ? [] : [{ scheme, text: { kind: "valid" } as const }];
  });
}

/** A draft for the scene's operation with credentials of one of its alternatives. */
export function draftOf(
  { space }: ProbeScene,
  values: PartValues,
  credentials: readonly CredentialUse[],
): Draft {
  const method = space.operation.method.toUpperCase();
  return { method, values, credentials, isAuthorized: credentials.length > 0 };
}
