import type { ChainVerdict } from "../../audit/verifyAuditChain.ts";
import type { Report } from "../Report.ts";
import { countOf } from "../terminal/countOf.ts";
import type { Style } from "../terminal/createStyle.ts";
import { printable } from "../terminal/printable.ts";

/** What was verified. */
export interface VerifiedTrail {
  readonly file: string;
  readonly hasAnchor: boolean;
}

type Intact = Extract<ChainVerdict, { intact: true }>;
type Broken = Extract<ChainVerdict, { intact: false }>;

/** Reports whether the chain holds. A trail with lines and no chain does not. */
export function describeVerdict(verdict: ChainVerdict, trail: VerifiedTrail): Report {
  if (!verdict.intact) return broken(verdict);
  return verdict.lines === 0 && verdict.unchainedLines > 0
    ? unchained(verdict, trail)
    : intact(verdict, trail);
}

function broken(verdict: Broken): Report {
  const { file, line, problem, message } = verdict;
  return {
    ok: false,
    data: { intact: false, problem, file, line, message },
    lines: (style) => [
      `${style.bad("✗")} The chain is broken: ${problem}.`,
      `  ${printable(file)}:${line}`,
      `  ${message}`,
      "",
      "  Everything before this place is as it was written. Keep a copy of all files before anything else.",
    ],
  };
}

function unchained({ unchainedLines }: Intact, { file }: VerifiedTrail): Report {
  return {
    ok: false,
    data: { intact: false, problem: "not-chained", file, unchainedLines },
    lines: (style) => [
      `${style.bad("✗")} ${countOf(unchainedLines, "line")} in ${printable(file)}, and none of them is chained.`,
      "  Nothing can be said about them. GATEHOUSE_AUDIT_CHAIN=on chains what is written from now on.",
    ],
  };
}

function intact(verdict: Intact, { file, hasAnchor }: VerifiedTrail): Report {
  const { lines, firstSequence, head, unchainedLines } = verdict;
  const anchor = `${head.sequence}:${head.hash}`;
  return {
    data: { intact: true, file, lines, firstSequence, head, unchainedLines, anchor },
    lines: (style) => [
      `${style.good("✓")} The chain is intact: ${countOf(lines, "line")} in ${printable(file)}${hasAnchor ? ", the anchor among them" : ""}.`,
      ...(firstSequence > 1 ? [`  It begins with line ${firstSequence}; older files are gone.`] : []),
      ...(unchainedLines > 0
        ? [`  ${countOf(unchainedLines, "line")} before it are from before it was switched on.`]
        : []),
      ...anchorAdvice(anchor, style),
    ],
  };
}

function anchorAdvice(anchor: string, style: Style): string[] {
  return [
    "",
    style.faint("  Keep this line on another machine; --anchor finds out later whether the end was cut off:"),
    `  ${anchor}`,
  ];
}
