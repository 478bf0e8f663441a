import type { ConfigurationFault } from "./ConfigurationError.ts";
import type { SettingName } from "./settings.ts";

/** Environment variables, usually `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads settings one by one and gathers what is wrong with them. */
export interface SettingsReader {
  text(name: SettingName): string | undefined;
  integer(name: SettingName, range: { fallback: number; minimum: number; maximum: number }): number;
  fault(name: SettingName, message: string): void;
}

/** Makes a reader that adds what is wrong to `faults` and goes on with the default. */
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
      const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
      if (number >= minimum && number <= maximum) return number;
      fault(name, `It must be a whole number from ${minimum} to ${maximum}, not ${JSON.stringify(value)}.`);
      return fallback;
    },
  };
}
