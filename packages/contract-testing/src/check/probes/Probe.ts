import type * as fc from "fast-check";
import type { Aspect } from "../CheckReport.ts";
import type { Draft } from "../requests/Draft.ts";

/** What a server that keeps its document does with a request. */
export type Expectation =
  /** It takes the request for valid. */
  | { readonly kind: "accepted" }
  /** It rejects the request with a documented 4xx: the keyword at the pointer is not met. */
  | {
      readonly kind: "rejected";
      readonly pointer: string;
      readonly keyword: string;
      /** What is wrong with the request, for a reader. */
      readonly what: string;
    }
  /** It does not let the request in. */
  | { readonly kind: "locked out"; readonly pointer: string; readonly what: string }
  /** The server reports that there is no such method, and lists the methods of the path. */
  | { readonly kind: "no method"; readonly documented: readonly string[] }
  /** The response is documented; the request may be accepted or rejected. */
  | { readonly kind: "documented" }
  /** The server does not fail; nothing is documented. */
  | { readonly kind: "survived" }
  /** The operation finds what a link of an earlier response leads to. */
  | { readonly kind: "linked"; readonly pointer: string; readonly name: string };

/** One question to a server, with the requests that ask it. */
export interface Probe {
  readonly aspect: Aspect;
  readonly expectation: Expectation;
  /** `undefined` stands for a draft that does not ask the question; it is not sent. */
  readonly drafts: fc.Arbitrary<Draft | undefined>;
}
