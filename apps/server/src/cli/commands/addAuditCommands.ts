import { resolve } from "node:path";
import type { Command } from "commander";
import { rejectionsFileOf } from "../../audit/auditEvents.ts";
import { auditFilesOf } from "../../audit/auditFilesOf.ts";
import type { ChainHead } from "../../audit/createAuditTrail.ts";
import type { ChainVerification } from "../../audit/verifyAuditChain.ts";
import { readConfiguration } from "../../config/readConfiguration.ts";
import { UsageError } from "../commandErrors.ts";
import { verifyTrail } from "../doctor/checkAuditTrail.ts";
import type { Invocation, Report } from "../Invocation.ts";
import type { Style } from "../terminal/createStyle.ts";
import { countOf, printable } from "../terminal/formatTable.ts";
import { type CommandDefinition, defineCommand, type Perform } from "./defineCommand.ts";

/** The verified trail. */
interface VerifiedTrail {
  readonly file: string;
  readonly hasAnchor: boolean;
}

type Intact = Extract<ChainVerification, { intact: true }>;
type Broken = Extract<ChainVerification, { intact: false }>;

/** Adds `audit` with all its commands. */
export function addAuditCommands(program: Command, perform: Perform): void {
  const audit = program.command("audit").description("Verify the audit trail.");
  defineCommand(audit, verify, perform);
}

interface VerifyOptions {
  readonly file?: string;
  readonly anchor?: string;
}

const verify: CommandDefinition<VerifyOptions> = {
  usage: "verify",
  summary: "Verify the chain of the audit trail over all its files.",
  description:
    "Finds the first line that was altered, removed, moved, repeated or inserted. Lines cut off at the end, and a chain that was rewritten from the start, show only with an anchor: the head that an earlier verification printed, kept on another machine.",
  options: [
    { flags: "--file <path>", meaning: "the audit file, if not the one of the settings" },
    { flags: "--anchor <line:hash>", meaning: "a line that must be in the chain" },
  ],
  examples: [
    "gatehouse audit verify",
    "gatehouse audit verify --json | jq -r .anchor >> /mnt/elsewhere/anchors",
    `gatehouse audit verify --anchor 1204:${"c0ffee…"}`,
    "gatehouse audit verify --file /mnt/backup/audit.log",
  ],
  negativeOutcome: "the chain is broken, or there is none",
  async run(invocation, { options }) {
    const file = options.file === undefined ? configuredFile(invocation) : resolve(options.file);
    const anchor = options.anchor === undefined ? undefined : parseAnchor(options.anchor);
    const result = await verifyTrail(file, anchor);
    const rejections = await verifyRejections(file);
    const isOnlyBesides = result.intact && rejections?.intact === false;
    return describeVerification(isOnlyBesides ? rejections : result, {
      file,
      hasAnchor: anchor !== undefined,
    });
  },
};

/** Rejections beyond their share of the trail have a chain of their own. */
async function verifyRejections(file: string): Promise<ChainVerification | undefined> {
  const rejections = rejectionsFileOf(file);
  return (await auditFilesOf(rejections)).length === 0 ? undefined : verifyTrail(rejections);
}

function configuredFile({ settings }: Invocation): string {
  const { audit } = readConfiguration(settings.environment);
  if (audit.kind === "file") return audit.file;
  throw new UsageError(
    "GATEHOUSE_AUDIT is stdout, so the trail is where your system collects it. Name a file with --file.",
  );
}

function parseAnchor(text: string): ChainHead {
  const [, sequence, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (sequence === undefined || hash === undefined) {
    throw new UsageError(
      "--anchor must be the number of a line, a colon and its hash of 64 hex digits, as an earlier verification printed it.",
    );
  }
  return { sequence: Number(sequence), hash };
}

/** Reports whether the chain holds. A trail with lines and no chain does not. */
function describeVerification(result: ChainVerification, trail: VerifiedTrail): Report {
  if (!result.intact) return broken(result);
  return result.lines === 0 && result.unchainedLines > 0 ? unchained(result, trail) : intact(result, trail);
}

function broken(result: Broken): Report {
  const { file, line, problem, message } = result;
  return {
    ok: false,
    data: { intact: false, problem, file, line, message },
    lines: (style) => [
      `${style.bad("✗")} The chain is broken: ${problem}.`,
      `  ${printable(file)}:${line}`,
      `  ${message}`,
      "",
      "  All lines before this one are unchanged. First make a copy of all files.",
    ],
  };
}

function unchained({ unchainedLines }: Intact, { file }: VerifiedTrail): Report {
  return {
    ok: false,
    data: { intact: false, problem: "not-chained", file, unchainedLines },
    lines: (style) => [
      `${style.bad("✗")} ${countOf(unchainedLines, "line")} in ${printable(file)}, and none of them is chained.`,
      "  They cannot be verified. GATEHOUSE_AUDIT_CHAIN=on chains all later lines.",
    ],
  };
}

function intact(result: Intact, { file, hasAnchor }: VerifiedTrail): Report {
  const { lines, firstSequence, head, unchainedLines } = result;
  const anchor = `${head.sequence}:${head.hash}`;
  return {
    data: { intact: true, file, lines, firstSequence, head, unchainedLines, anchor },
    lines: (style) => [
      `${style.good("✓")} The chain is intact: ${countOf(lines, "line")} in ${printable(file)}${hasAnchor ? ", the anchor among them" : ""}.`,
      ...(firstSequence > 1 ? [`  It begins with line ${firstSequence}; older files were removed.`] : []),
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
