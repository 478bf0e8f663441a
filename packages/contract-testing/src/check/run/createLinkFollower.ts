import type { Operation } from "@gatehouse/contract";
import type { ProbeScene } from "../probes/ProbeScene.ts";
import type { RequestFrame } from "../requests/buildRequest.ts";
import type { AcceptedValues } from "../requests/createAcceptedValues.ts";
import type { Exchanger } from "./createExchanger.ts";
import { followLinks } from "./followLinks.ts";
import { judgeExchange } from "./judgeExchange.ts";
import type { RunContext } from "./RunContext.ts";
import { seedOf } from "./seedOf.ts";

/** What links are followed with. */
export interface LinkFollowerParts extends Pick<RunContext, "book" | "tally"> {
  readonly operation: Operation;
  readonly exchanger: Exchanger;
  readonly seed: number;
  readonly accepted: AcceptedValues;
  /** Answers whose links are followed, at most. */
  readonly limit: number;
  readonly origin: string;
  frameOf(operation: Operation): RequestFrame;
  sceneOf(operation: Operation): ProbeScene;
}

/** Makes what follows the links of the answers of an operation: what they promise has to be there. */
export function createLinkFollower(parts: LinkFollowerParts): RunContext["onAnswered"] {
  const { operation, tally, book } = parts;
  let followed = 0;
  return async (draft, first) => {
    const { response, shown } = first;
    if (response === undefined || response.status >= 400) return;
    parts.accepted.add(operation, draft.values);
    if (followed >= parts.limit) return;
    const source = { operation, draft, response, url: `${parts.origin}${shown.target}` };
    const promised = followLinks(
      source,
      parts.sceneOf,
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
      for (const verdict of judgeExchange({ operation: target, expectation }, exchange)) {
        const isNew = book.add(verdict, { operation: target, aspect: "links", exchanges: [first, exchange] });
        if (isNew) tally.countFinding("links");
      }
    }
  };
}
