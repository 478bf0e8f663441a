import type { Difference } from "@gatehouse/contract";
import type { CheckName } from "../CheckName.ts";

/** What is held against one answer. */
export interface Verdict {
  readonly check: CheckName;
  readonly message: string;
  /** JSON pointer into the document. */
  readonly pointer: string;
  readonly keyword?: string;
  readonly difference?: Difference;
  /** The same for verdicts of the same cause. */
  readonly fingerprint: string;
  /** The fingerprint of a cause that this one belongs to when it was found as well. */
  readonly broader?: string;
}
