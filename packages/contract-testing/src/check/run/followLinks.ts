import { findResponse, isJsonObject, type JsonValue, type Link, type Operation } from "@gatehouse/contract";
import * as fc from "fast-check";
import type { ProbeScene } from "../probes/ProbeScene.ts";
import { validDrafts } from "../probes/validDrafts.ts";
import type { Draft } from "../requests/Draft.ts";
import type { Part } from "../requests/Part.ts";
import { isValidDraft } from "../requests/requestDrafts.ts";
import { type LinkSource, readExpression } from "./readExpression.ts";

/** A request that an answer of a server promises. */
export interface Followed {
  readonly link: Link;
  readonly operation: Operation;
  readonly draft: Draft;
}

/** Makes the requests that the links of an answer promise; `sceneOf` gives what is known of an operation. */
export function followLinks(
  source: LinkSource & { readonly operation: Operation },
  sceneOf: (operation: Operation) => ProbeScene,
  seed: number,
): readonly Followed[] {
  const documented = findResponse(source.operation, source.response.status);
  return [...(documented?.links.values() ?? [])].flatMap((link) => {
    const operation = source.operation.contract.operations.get(link.operationId ?? "");
    if (operation === undefined) return [];
    const scene = sceneOf(operation);
    const given = givenValues(scene, link, source);
    if (given === undefined) return [];
    const draft = drawDraft(scene, given, seed);
    return draft === undefined ? [] : [{ link, operation, draft }];
  });
}

type Given = ReadonlyMap<string, JsonValue>;

/** The values that a link hands on, by key of the part; `undefined` where the answer does not hold one of them. */
function givenValues({ space }: ProbeScene, link: Link, source: LinkSource): Given | undefined {
  const values = new Map<string, JsonValue>();
  for (const [name, expression] of Object.entries(link.parameters)) {
    const part = space.parts.parameters.find(
      ({ parameter }) => parameter.name === name || `${parameter.in}.${parameter.name}` === name,
    );
    const value = readExpression(expression, source);
    if (part === undefined || value === undefined) return undefined;
    values.set(part.key, value);
  }
  const [body] = space.parts.bodies;
  if (link.requestBody === undefined || body === undefined) return values;
  const value = resolveBody(link.requestBody, source);
  if (value === undefined) return undefined;
  return values.set(body.key, value);
}

/** A body may be an expression as a whole, or hold expressions in its parts. */
function resolveBody(body: JsonValue, source: LinkSource): JsonValue | undefined {
  if (Array.isArray(body)) return body.map((item: JsonValue) => resolveBody(item, source) ?? null);
  if (!isJsonObject(body)) return readExpression(body, source);
  return Object.fromEntries(
    Object.entries(body).map(([name, child]) => [name, resolveBody(child, source) ?? null]),
  );
}

/** The rest of the request is drawn like that of any valid one. */
function drawDraft(scene: ProbeScene, given: Given, seed: number): Draft | undefined {
  const drawn = fc.sample(validDrafts(scene, { optional: "none" }), { seed, numRuns: 20 });
  const parts: readonly Part[] = [...scene.space.parts.parameters, ...scene.space.parts.bodies];
  for (const draft of drawn) {
    if (draft === undefined) continue;
    const values = new Map([...draft.values, ...given]);
    const others = parts.filter((part) => !given.has(part.key));
    if (others.length === 0 || isValidDraft(scene.space, draft.values)) return { ...draft, values };
  }
  return undefined;
}
