import { allRules } from "../rules/allRules.ts";
import type { Io } from "./Io.ts";

/** The options of the list of rules. */
export interface RulesOptions {
  readonly format: "text" | "markdown" | "json";
  /** The same as the format `json`. */
  readonly json?: boolean;
}

/** Lists the rules. */
export function rulesCommand(io: Io, options: RulesOptions): void {
  const rules = [...allRules.values()].toSorted((left, right) => left.id.localeCompare(right.id, "en"));
  switch (options.json === true ? "json" : options.format) {
    case "json":
      io.out(
        `${JSON.stringify(
          rules.map(({ id, severity, summary }) => ({ id, severity, summary })),
          undefined,
          2,
        )}\n`,
      );
      break;
    case "markdown":
      io.out(
        [
          "| rule | gravest | what it finds |",
          "| - | - | - |",
          ...rules.map(({ id, severity, summary }) => `| \`${id}\` | ${severity} | ${summary} |`),
          "",
        ].join("\n"),
      );
      break;
    case "text":
      io.out(rules.map(({ id, severity, summary }) => `${id} (${severity})\n    ${summary}\n`).join(""));
      break;
  }
}
