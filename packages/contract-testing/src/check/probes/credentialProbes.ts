import { childPointer, type SecurityAlternative, type SecurityScheme } from "@gatehouse/contract";
import * as fc from "fast-check";
import type { CredentialUse } from "../requests/Draft.ts";
import { alteredCredentials } from "./alteredCredentials.ts";
import { madeUpCredentials } from "./madeUpCredentials.ts";
import type { Probe } from "./Probe.ts";
import type { ProbeScene } from "./ProbeScene.ts";
import { usesOf, validDrafts } from "./validDrafts.ts";

/** Asks whether each alternative of a protected operation keeps out whoever has no valid credentials for it. */
export function credentialProbes(scene: ProbeScene): readonly Probe[] {
  const { security } = scene.space.operation;
  const isProtected = security.length > 0 && security.every((alternative) => alternative.length > 0);
  if (!isProtected) return [];
  const none = lockProbe(scene, fc.constant([]), { index: undefined, what: "without credentials" });
  return [none, ...security.flatMap((alternative, index) => alternativeProbes(scene, alternative, index))];
}

function alternativeProbes(
  scene: ProbeScene,
  alternative: SecurityAlternative,
  index: number,
): readonly Probe[] {
  const schemes = usesOf(scene, alternative).map(({ scheme }) => scheme);
  // Who speaks without the right certificate is turned away before HTTP begins.
  if (schemes.some(({ type }) => type === "mutualTLS")) return [];
  const place: AlternativePlace = { scene, index, schemes };
  const areKnown = schemes.every((scheme) => scene.known.has(scheme.name));
  const probes = schemes.length > 1 ? [allMadeUp(place)] : [];
  if (schemes.length > 1 && !areKnown) return probes;
  return [...probes, ...schemes.flatMap((scheme) => schemeProbes(place, scheme, areKnown))];
}

interface AlternativePlace {
  readonly scene: ProbeScene;
  /** Of the alternative, in the list of the operation. */
  readonly index: number;
  readonly schemes: readonly SecurityScheme[];
}

function allMadeUp({ scene, index, schemes }: AlternativePlace): Probe {
  const uses = schemes.map((scheme) =>
    fc
      .oneof(...madeUpCredentials(scheme).map(({ values }) => values))
      .map((value) => madeUpUse(scheme, value)),
  );
  const what = `with ${schemes.map(({ name }) => name).join(" and ")} made up`;
  return lockProbe(scene, fc.tuple(...uses), { index, what });
}

/** One scheme wrong, all others of its alternative right. */
function schemeProbes(
  { scene, index, schemes }: AlternativePlace,
  scheme: SecurityScheme,
  areKnown: boolean,
): readonly Probe[] {
  const rest = schemes.filter((other) => other !== scheme);
  const others = rest.map((other): CredentialUse => ({ scheme: other, text: { kind: "valid" } }));
  const beside = rest.length === 0 ? "" : `with ${rest.map(({ name }) => name).join(" and ")}, but `;
  const probe = (uses: fc.Arbitrary<CredentialUse>, what: string) => {
    const all = uses.map((use) => [...others, use]);
    return lockProbe(scene, all, {
      index,
      what: `${beside === "" ? "with " : beside}${scheme.name} ${what}`,
    });
  };
  const probes = madeUpCredentials(scheme).map(({ what, values }) =>
    probe(
      values.map((value) => madeUpUse(scheme, value)),
      what,
    ),
  );
  if (rest.length > 0) {
    probes.push(lockProbe(scene, fc.constant(others), { index, what: `${beside}without ${scheme.name}` }));
  }
  if (!areKnown) return probes;
  const altered = alteredCredentials(scene.space.operation, scheme);
  return [...probes, ...altered.map(({ what, use }) => probe(fc.constant(use), what))];
}

function madeUpUse(scheme: SecurityScheme, value: string): CredentialUse {
  return { scheme, text: { kind: "made up", value } };
}

function lockProbe(
  scene: ProbeScene,
  credentials: fc.Arbitrary<readonly CredentialUse[]>,
  { index, what }: { readonly index: number | undefined; readonly what: string },
): Probe {
  const { operation } = scene.space;
  const own = childPointer(operation.pointer, "security");
  const list = operation.contract.resolve(own).value === undefined ? "/security" : own;
  const pointer = index === undefined ? list : childPointer(list, String(index));
  const drafts = fc
    .tuple(validDrafts(scene, { known: "all", asShown: true }), credentials)
    .map(([draft, uses]) => draft && { ...draft, credentials: uses, isAuthorized: false });
  return { aspect: "credentials", expectation: { kind: "locked out", pointer, what }, drafts };
}
