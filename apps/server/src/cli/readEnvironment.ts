import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import type { Configuration } from "../config/Configuration.ts";
import {
  ConfigurationError,
  type ConfigurationFault,
  type Environment,
} from "../config/createSettingsReader.ts";
import { readConfiguration } from "../config/readConfiguration.ts";
import { settings } from "../config/settings.ts";
import { UsageError } from "./commandErrors.ts";

/** The source of a setting. */
export type SettingSource = "option" | "environment" | "file" | "default";

/** Settings from all places. */
export interface EffectiveEnvironment {
  readonly environment: Environment;
  /** The source of a name. */
  sourceOf(name: string): SettingSource;
  /** Absolute path. */
  readonly dataDirectory: string;
}

/** Values of the user beside the environment. */
interface EnvironmentOptions {
  /** `--settings`. */
  readonly settings?: string | undefined;
  /** `--data-dir`. */
  readonly dataDir?: string | undefined;
}

/** A configuration, or everything that is wrong with it. */
interface TriedConfiguration {
  readonly configuration: Configuration | undefined;
  readonly faults: readonly ConfigurationFault[];
}

/**
 * Puts the settings together: an option wins over the environment, and that over a file.
 *
 * @throws {UsageError} when the file cannot be read
 */
export function readEnvironment(
  environment: Environment,
  { settings: settingsFile, dataDir }: EnvironmentOptions,
): EffectiveEnvironment {
  const fromFile: Environment = settingsFile === undefined ? {} : parseFile(settingsFile);
  const fromOption: Environment = dataDir === undefined ? {} : { GATEHOUSE_DATA_DIR: dataDir };
  const all = { ...fromFile, ...environment, ...fromOption };
  return {
    environment: all,
    sourceOf(name) {
      if (fromOption[name] !== undefined) return "option";
      if (environment[name] !== undefined) return "environment";
      return fromFile[name] === undefined ? "default" : "file";
    },
    dataDirectory: resolve(all.GATEHOUSE_DATA_DIR || settings.GATEHOUSE_DATA_DIR.defaultValue),
  };
}

function parseFile(file: string): Environment {
  try {
    return parseEnv(readFileSync(file, "utf8"));
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new UsageError(`The file of --settings, ${file}, cannot be read (${reason}).`);
  }
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
