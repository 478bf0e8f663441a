import type { Operation, SecurityAlternative } from "@gatehouse/contract";
import type { RequestSpace } from "../requests/requestDrafts.ts";

/** What probes are made from. */
export interface ProbeScene {
  readonly space: RequestSpace;
  /** The alternatives of the operation that valid credentials are at hand for. */
  readonly open: readonly SecurityAlternative[];
  /** The schemes that valid credentials are at hand for. */
  readonly known: ReadonlySet<string>;
  /** All operations on the path, the one of the scene included. */
  readonly onPath: readonly Operation[];
}
