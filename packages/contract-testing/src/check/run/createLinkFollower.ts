import { findResponse, isJsonObject, type JsonValue, type Link, type Operation } from "@gatehouse/contract";
import * as fc from "fast-check";
import type { RequestFrame } from "../requests/buildRequest.ts";
import type { AcceptedValues } from "../requests/createAcceptedValues.ts";
import type { Draft } from "../requests/Draft.ts";
import type { Part } from "../requests/partsOf.ts";
import { isValidDraft, type ProbeContext, validDrafts } from "../requests/requestDrafts.ts";
import { seedOf } from "./checkOperation.ts";
import type { Exchanger } from "./createExchanger.ts";
import type { RunContext } from "./huntOnce.ts";
import { type LinkSource, readExpression } from "./readExpression.ts";
import { validateExchange } from "./validateExchange.ts";

/** A request that a link of a response describes. */
interface Followed {
  readonly link: Link;
  readonly operation: Operation;
  readonly draft: Draft;
}

/** Makes the requests that the links of a response describe; `contextOf` returns the context of an operation. */
function followLinks(
  source: LinkSource & { readonly operation: Operation },
  contextOf: (operation: Operation) => ProbeContext,
  seed: number,
): readonly Followed[] {
  const documented = findResponse(source.operation, source.response.status);
  return [...(documented?.links.values() ?? [])].flatMap((link) => {
    const operation = source.operation.contract.operations.get(link.operationId ?? "");
    if (operation === undefined) return [];
    const probeContext = contextOf(operation);
    const given = givenValues(probeContext, link, source);
    if (given === undefined) return [];
    const draft = drawDraft(probeContext, given, seed);
    return draft === undefined ? [] : [{ link, operation, draft }];
  });
}

type Given = ReadonlyMap<string, JsonValue>;

/** The values that a link passes on, by key of the part; `undefined` where the response lacks one of them. */
function givenValues({ space }: ProbeContext, link: Link, source: LinkSource): Given | undefined {
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
function drawDraft(probeContext: ProbeContext, given: Given, seed: number): Draft | undefined {
  const drawn = fc.sample(validDrafts(probeContext, { optional: "none" }), { seed, numRuns: 20 });
  const parts: readonly Part[] = [...probeContext.space.parts.parameters, ...probeContext.space.parts.bodies];
  for (const draft of drawn) {
    if (draft === undefined) continue;
    const values = new Map([...draft.values, ...given]);
    const others = parts.filter((part) => !given.has(part.key));
    if (others.length === 0 || isValidDraft(probeContext.space, draft.values)) return { ...draft, values };
  }
  return undefined;
}

/** What links are followed with. */
interface LinkFollowerParts extends Pick<RunContext, "collector" | "tally"> {
  readonly operation: Operation;
  readonly exchanger: Exchanger;
  readonly seed: number;
  readonly accepted: AcceptedValues;
  /** The most responses whose links are followed. */
  readonly limit: number;
  readonly origin: string;
  frameOf(operation: Operation): RequestFrame;
  contextOf(operation: Operation): ProbeContext;
}

/** Makes the function that follows the links of an operation's responses: their targets have to exist. */
export function createLinkFollower(parts: LinkFollowerParts): RunContext["onResponse"] {
  const { operation, tally, collector } = parts;
  let followed = 0;
  return async (draft, first) => {
    const { response } = first;
    if (response === undefined || response.status >= 400) return;
    parts.accepted.add(operation, draft.values);
    if (followed >= parts.limit) return;
    const source = {
      operation,
      draft,
      response,
      get url() {
        return `${parts.origin}${first.show().shown.target}`;
      },
    };
    const promised = followLinks(
      source,
      parts.contextOf,
      seedOf(parts.seed, operation.id, "link", String(followed)),
    );
    if (promised.length > 0) followed += 1;
    for (const { link, operation: target, draft: next } of promised) {
      const exchange = await parts.exchanger(parts.frameOf(target), next);
      if (exchange === undefined) return;
      tally.count("links", exchange);
      if (exchange.response !== undefined && exchange.response.status < 400)
        parts.accepted.add(target, next.values);
      const expectation = { kind: "linked", pointer: link.pointer, name: link.name } as const;
      for (const violation of validateExchange({ operation: target, expectation }, exchange)) {
        const isNew = collector.add(violation, {
          operation: target,
          aspect: "links",
          exchanges: [first, exchange],
        });
        if (isNew) tally.countFinding("links");
      }
    }
  };
}
