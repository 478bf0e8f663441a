import type { ConfigurationFault } from "../../config/ConfigurationError.ts";
import type { EffectiveSetting } from "../effectiveSettings.ts";
import type { Report } from "../Report.ts";
import { countOf } from "../terminal/countOf.ts";
import type { Style } from "../terminal/createStyle.ts";
import { formatTable } from "../terminal/formatTable.ts";
import { printable } from "../terminal/printable.ts";

/** Reports every setting and every fault. */
export function describeSettings(
  settings: readonly EffectiveSetting[],
  faults: readonly ConfigurationFault[],
): Report {
  return {
    ok: faults.length === 0,
    data: { settings, faults },
    lines: (style) => [
      ...formatTable({ titles: ["setting", "from", "value"], rows: rowsOf(settings, faults, style) }, style),
      "",
      ...(faults.length === 0
        ? [`${style.good("✓")} The server can start with these.`]
        : faultLines(faults, style)),
    ],
  };
}

function rowsOf(
  settings: readonly EffectiveSetting[],
  faults: readonly ConfigurationFault[],
  style: Style,
): Parameters<typeof formatTable>[0]["rows"] {
  const faulty = new Set(faults.map(({ name }) => name));
  return settings.map(({ name, source, value }) => {
    const isDefault = source === "default";
    const paint = faulty.has(name) ? style.bad : isDefault ? style.faint : style.strong;
    return [
      { text: name, paint },
      { text: source, paint: style.faint },
      { text: printable(value), paint },
    ];
  });
}

function faultLines(faults: readonly ConfigurationFault[], style: Style): string[] {
  return [
    `${style.bad("✗")} ${countOf(faults.length, "fault")}; the server would not start:`,
    ...faults.flatMap(({ name, message }) => [
      "",
      `  ${style.strong(printable(name))}`,
      `  ${printable(message)}`,
    ]),
  ];
}
