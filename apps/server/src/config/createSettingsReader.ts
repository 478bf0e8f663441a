import type { SettingName } from "./settings.ts";

/** Environment variables, usually `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads settings one by one and gathers what is wrong with them. */
export interface SettingsReader {
  text(name: SettingName): string | undefined;
  integer(name: SettingName, range: { fallback: number; minimum: number; maximum: number }): number;
  fault(name: SettingName, message: string): void;
}

/** One thing that is wrong with the configuration. */
export interface ConfigurationFault {
  /** Name of the environment variable. */
  readonly name: string;
  /** The problem and its remedy. Never contains the value of a secret. */
  readonly message: string;
}

/** Makes a reader that adds problems to `faults` and continues with the default. */
export function createSettingsReader(environment: Environment, faults: ConfigurationFault[]): SettingsReader {
  const fault = (name: SettingName, message: string): void => {
    faults.push({ name, message });
  };
  const text = (name: SettingName): string | undefined => {
    const value = environment[name];
    if (value !== "") return value;
    fault(name, "It is set to an empty text. Give it a value or remove it.");
    return undefined;
  };
  return {
    fault,
    text,
    integer(name, { fallback, minimum, maximum }) {
      const value = text(name);
      if (value === undefined) return fallback;
      const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
      if (number >= minimum && number <= maximum) return number;
      fault(name, `It must be a whole number from ${minimum} to ${maximum}, not ${JSON.stringify(value)}.`);
      return fallback;
    },
  };
}

/** The configuration cannot be used; all faults are listed at once. */
export class ConfigurationError extends Error {
  readonly code = "INVALID_CONFIGURATION";
  readonly faults: readonly ConfigurationFault[];

  constructor(faults: readonly ConfigurationFault[]) {
    const lines = faults.map((fault) => `  ${fault.name}: ${fault.message}`);
    super(
      `The configuration has ${faults.length === 1 ? "a problem" : `${faults.length} problems`}:\n${lines.join("\n")}`,
    );
    this.name = "ConfigurationError";
    this.faults = faults;
  }
}
