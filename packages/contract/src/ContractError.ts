import { formatLocation } from "./Contract.ts";
import type { ContractProblem } from "./ContractProblem.ts";

const SHOWN_IN_MESSAGE = 20;

/** A document cannot be used as a contract; `problems` lists all of its problems. */
export class ContractError extends Error {
  override readonly name = "ContractError";
  readonly code = "CONTRACT_INVALID";
  readonly source: string;
  readonly problems: readonly ContractProblem[];

  constructor(source: string, problems: readonly ContractProblem[], options?: ErrorOptions) {
    super(describe(source, problems), options);
    this.source = source;
    this.problems = problems;
  }
}

function describe(source: string, problems: readonly ContractProblem[]): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const shown = problems.slice(0, SHOWN_IN_MESSAGE).map(describeProblem);
  const rest = problems.length - shown.length;
  const more = rest > 0 ? [`  ... and ${rest} more, see the field "problems" of this error`] : [];
  return [`${source} cannot be used as a contract: ${count}`, ...shown, ...more].join("\n");
}

function describeProblem({ location, pointer, message, advice }: ContractProblem): string {
  return `  ${formatLocation(location)} ${pointer === "" ? "(whole file)" : pointer}\n    ${message} ${advice}`;
}
