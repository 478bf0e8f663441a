/** One thing that is wrong with the configuration. */
export interface ConfigurationFault {
  /** Name of the environment variable. */
  readonly name: string;
  /** What is wrong, and what to do. Never holds the value of a secret. */
  readonly message: string;
}

/** The configuration cannot be used; all faults are listed at once. */
export class ConfigurationError extends Error {
  readonly code = "INVALID_CONFIGURATION";
  readonly faults: readonly ConfigurationFault[];

  constructor(faults: readonly ConfigurationFault[]) {
    const lines = faults.map((fault) => `  ${fault.name}: ${fault.message}`);
    super(
      `The configuration has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}:\n${lines.join("\n")}`,
    );
    this.name = "ConfigurationError";
    this.faults = faults;
  }
}
