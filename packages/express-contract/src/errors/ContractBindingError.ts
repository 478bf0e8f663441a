/** The application and its document do not fit together; thrown once, while the router is made. */
export class ContractBindingError extends Error {
  readonly code = "CONTRACT_BINDING";
  /** One sentence for each thing that does not fit. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The application does not fit its document:\n${problems.map((line) => `- ${line}`).join("\n")}`);
    this.name = "ContractBindingError";
    this.problems = problems;
  }
}
