import * as fc from "fast-check";
import type { SecurityAlternative, SecurityScheme } from "../../Contract.ts";
import { childPointer } from "../../load/jsonPointer.ts";
import type { CredentialText, CredentialUse } from "../requests/Draft.ts";
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
  const name = schemes.map((scheme) => scheme.name).join(" and ");
  const madeUp = fc.tuple(...schemes.map(madeUpUse));
  const probes = [lockProbe(scene, madeUp, { index, what: `with made-up credentials for ${name}` })];
  if (!schemes.every((scheme) => scene.known.has(scheme.name))) return probes;
  for (const scheme of schemes) {
    const others = schemes.filter((other) => other !== scheme).map((other) => use(other, { kind: "valid" }));
    if (others.length > 0) {
      probes.push(
        lockProbe(scene, fc.constant(others), { index, what: `with ${name}, but ${scheme.name} is missing` }),
        lockProbe(
          scene,
          madeUpUse(scheme).map((one) => [...others, one]),
          { index, what: `with ${name}, but ${scheme.name} is made up` },
        ),
      );
    }
    for (const { what, uses } of alteredCredentials(scene.space.operation, scheme)) {
      probes.push(
        lockProbe(scene, fc.constant([...others, uses]), { index, what: `with ${scheme.name} ${what}` }),
      );
    }
  }
  return probes;
}

function madeUpUse(scheme: SecurityScheme): fc.Arbitrary<CredentialUse> {
  return madeUpCredentials(scheme).map((value) => use(scheme, { kind: "made up", value }));
}

function use(scheme: SecurityScheme, text: CredentialText): CredentialUse {
  return { scheme, text };
}

function lockProbe(
  scene: ProbeScene,
  credentials: fc.Arbitrary<readonly CredentialUse[]>,
  { index, what }: { readonly index: number | undefined; readonly what: string },
): Probe {
  const { operation } = scene.space;
  const list = operation.contract.resolve(childPointer(operation.pointer, "security"));
  const base = list.value === undefined ? "/security" : childPointer(operation.pointer, "security");
  const pointer = index === undefined ? base : childPointer(base, String(index));
  const drafts = fc
    .tuple(validDrafts(scene), credentials)
    .map(([draft, uses]) => draft && { ...draft, credentials: uses, isAuthorized: false });
  return { aspect: "credentials", expectation: { kind: "locked out", pointer, what }, drafts };
}
