import { closest, distance } from "fastest-levenshtein";
import type { ConfigurationFault } from "./ConfigurationError.ts";
import { settings } from "./settings.ts";

const PREFIX = "GATEHOUSE_";

/**
 * Finds environment variables that look like settings and are none, each with the nearest known name.
 *
 * A misspelt limit that is silently ignored leaves an operator believing in a limit that is not there (OPS-03).
 */
export function unknownSettings(
  environment: Readonly<Record<string, string | undefined>>,
): ConfigurationFault[] {
  const known = Object.keys(settings);
  return Object.keys(environment)
    .filter((name) => name.startsWith(PREFIX) && !known.includes(name))
    .map((name) => {
      const nearest = known.find((candidate) => candidate.startsWith(name)) ?? closest(name, known);
      const near = nearest.startsWith(name) || distance(name, nearest) <= (name.length - PREFIX.length) / 2;
      const advice = near ? `Did you mean ${nearest}?` : "Remove it; docs/settings.md lists all settings.";
      return { name, message: `There is no setting of this name. ${advice}` };
    });
}
