import type { Command } from "commander";
import { SERVER_VERSION } from "../../composition/SERVER_VERSION.ts";
import type { Finding, FindingStatus } from "../doctor/Finding.ts";
import type { Report } from "../Invocation.ts";
import type { Style } from "../terminal/createStyle.ts";
import { columnsOf, countOf, printable, wrapText } from "../terminal/formatTable.ts";
import { type CommandDefinition, defineCommand, type Perform } from "./defineCommand.ts";

const INDENT = 4;
const GAP = 2;

/** Lines for a terminal that is narrower than this would be torn to pieces. */
const NARROWEST_COLUMNS = 40;
const USUAL_COLUMNS = 100;

const symbols: Readonly<Record<FindingStatus, string>> = { ok: "✓", warn: "!", fail: "✗", skipped: "–" };

/** Adds `doctor`. */
export function addDoctorCommand(program: Command, perform: Perform): void {
  defineCommand(program, definition, perform);
}

const definition: CommandDefinition<object> = {
  usage: "doctor",
  summary: "Check everything that a server needs, and report remedies.",
  description:
    "The command changes nothing and works with or without a running server. Run it as the user of the server, with the settings of the server.",
  examples: [
    "gatehouse doctor",
    "sudo -u gatehouse gatehouse doctor --settings /etc/gatehouse/gatehouse.env",
    "gatehouse doctor --json | jq '.checks[] | select(.status != \"ok\")'",
  ],
  negativeOutcome: "a check failed; warnings do not count",
  async run(invocation) {
    // Loaded on demand: no other command needs all of this.
    const { examine } = await import("../doctor/examine.ts");
    return describeFindings(await examine(invocation), SERVER_VERSION);
  },
};

/** Reports what the checks have found. */
function describeFindings(findings: readonly Finding[], release: string): Report {
  const count = (status: FindingStatus): number => findings.filter((one) => one.status === status).length;
  const counts = { ok: count("ok"), warn: count("warn"), fail: count("fail"), skipped: count("skipped") };
  return {
    ok: counts.fail === 0,
    data: { release, checks: findings, counts },
    lines(style) {
      const width = Math.max(...findings.map(({ name }) => columnsOf(name)));
      return [
        style.strong(`Gatehouse ${release}`),
        "",
        ...findings.flatMap((finding) => findingLines(finding, { style, width })),
        "",
        summaryOf(counts, style),
      ];
    },
  };
}

function paintOf(status: FindingStatus, style: Style): (text: string) => string {
  return { ok: style.good, warn: style.warning, fail: style.bad, skipped: style.faint }[status];
}

function findingLines(
  { name, status, message, advice }: Finding,
  { style, width }: { readonly style: Style; readonly width: number },
): string[] {
  const start = INDENT + width + GAP;
  const room = Math.max(NARROWEST_COLUMNS, (style.columns ?? USUAL_COLUMNS) - start - 1);
  const paint = paintOf(status, style);
  const [first = "", ...rest] = wrapText(printable(message), room);
  const margin = " ".repeat(start);
  const head = `  ${paint(symbols[status])} ${style.strong(name)}${" ".repeat(width - columnsOf(name) + GAP)}`;
  const adviceLines = advice === undefined ? [] : wrapText(printable(advice), room - 2);
  return [
    head + first,
    ...rest.map((line) => margin + line),
    ...adviceLines.map((line, index) => `${margin}${style.faint(index === 0 ? "→" : " ")} ${paint(line)}`),
  ];
}

function summaryOf(counts: Readonly<Record<FindingStatus, number>>, style: Style): string {
  const parts = [
    ...(counts.fail > 0 ? [style.bad(`${counts.fail} failed`)] : []),
    ...(counts.warn > 0 ? [style.warning(countOf(counts.warn, "warning"))] : []),
    ...(counts.skipped > 0 ? [style.faint(`${counts.skipped} skipped`)] : []),
    style.good(`${counts.ok} passed`),
  ];
  return parts.join(", ");
}
