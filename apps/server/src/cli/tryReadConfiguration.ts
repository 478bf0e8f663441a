import type { Configuration } from "../config/Configuration.ts";
import { ConfigurationError, type ConfigurationFault } from "../config/ConfigurationError.ts";
import type { Environment } from "../config/createSettingsReader.ts";
import { readConfiguration } from "../config/readConfiguration.ts";

/** A configuration, or everything that is wrong with it. */
export interface TriedConfiguration {
  readonly configuration: Configuration | undefined;
  readonly faults: readonly ConfigurationFault[];
}

/** Reads the configuration; faults are an outcome and no error. */
export function tryReadConfiguration(environment: Environment): TriedConfiguration {
  try {
    return { configuration: readConfiguration(environment), faults: [] };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { configuration: undefined, faults: error.faults };
  }
}
