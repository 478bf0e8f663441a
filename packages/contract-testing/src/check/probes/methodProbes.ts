import type { Expectation } from "../Expectation.ts";
import type { Probe } from "./Probe.ts";
import type { ProbeScene } from "./ProbeScene.ts";
import { validDrafts } from "./validDrafts.ts";

/** CONNECT is for proxies and has no path; PROPFIND stands for methods that servers of APIs do not know. */
const METHODS = ["GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"];

/** Asks what becomes of methods that the path does not have; once for each path, beside its first operation. */
export function methodProbes(scene: ProbeScene): readonly Probe[] {
  const { onPath, space } = scene;
  if (onPath[0] !== space.operation) return headProbe(scene);
  const documented = onPath.map(({ method }) => method.toUpperCase());
  const missing = METHODS.filter((method) => !documented.includes(method));
  const probes = missing.flatMap((method): readonly Probe[] => {
    if (method === "HEAD" && documented.includes("GET")) return [];
    const expectation: Expectation =
      method === "OPTIONS" ? { kind: "survived" } : { kind: "no method", documented };
    return [methodProbe(scene, method, expectation)];
  });
  return [...probes, ...headProbe(scene)];
}

/** GET includes HEAD (RFC 9110, 9.3.2): the same answer without its body. */
function headProbe(scene: ProbeScene): readonly Probe[] {
  const { onPath, space } = scene;
  const isHeadOfItsOwn = onPath.some(({ method }) => method === "head");
  if (space.operation.method !== "get" || isHeadOfItsOwn) return [];
  return [methodProbe(scene, "HEAD", { kind: "answered" })];
}

function methodProbe(scene: ProbeScene, method: string, expectation: Expectation): Probe {
  const drafts = validDrafts(scene, { withoutBody: true, known: "all" }).map(
    (draft) => draft && { ...draft, method },
  );
  return { aspect: "methods", expectation, drafts };
}
