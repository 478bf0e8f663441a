import { type Difference, renderDifferences } from "@gatehouse/contract";

/** An answer was not as its contract says; `differences` tell in which ways. */
export class ContractViolationError extends Error {
  override readonly name = "ContractViolationError";
  readonly code = "CONTRACT_VIOLATED";
  readonly differences: readonly Difference[];

  constructor(differences: readonly Difference[]) {
    super(renderDifferences(differences));
    this.differences = differences;
  }
}
