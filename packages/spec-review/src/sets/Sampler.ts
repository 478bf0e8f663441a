import type { JsonValue } from "@gatehouse/contract";
import type { SetSpace } from "./SetSpace.ts";
import type { Term } from "./Term.ts";

/** Makes values; knows how deep it is. */
export interface Sampler {
  readonly space: SetSpace;
  readonly depth: number;
  /** Makes values one level deeper. */
  readonly sample: (sampler: Sampler, term: Term) => Iterable<JsonValue>;
}
