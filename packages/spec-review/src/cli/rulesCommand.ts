import { allRules } from "../rules/allRules.ts";
import type { Io } from "./Io.ts";

/** Lists the rules. */
export function rulesCommand(io: Io, { format }: { readonly format: "text" | "markdown" | "json" }): void {
  const rules = [...allRules.values()].toSorted((left, right) => left.id.localeCompare(right.id, "en"));
  switch (format) {
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
