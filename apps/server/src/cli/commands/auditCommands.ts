import { resolve } from "node:path";
import type { Command } from "commander";
import { auditFilesOf } from "../../audit/auditFilesOf.ts";
import type { ChainHead } from "../../audit/sealLine.ts";
import { rejectionsFileOf } from "../../audit/strangersRoom.ts";
import type { ChainVerdict } from "../../audit/verifyAuditChain.ts";
import { readConfiguration } from "../../config/readConfiguration.ts";
import type { Invocation } from "../Invocation.ts";
import { UsageError } from "../UsageError.ts";
import { verifyTrail } from "../verifyTrail.ts";
import { type CommandDefinition, defineCommand, type Perform } from "./defineCommand.ts";
import { describeVerdict } from "./describeVerdict.ts";

/** Adds `audit` with all its commands. */
export function addAuditCommands(program: Command, perform: Perform): void {
  const audit = program.command("audit").description("Look after the audit trail.");
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
    "Finds the first line that was altered, removed, moved, repeated or put in. Lines cut off at the end, and a chain that was made anew from the start, show only against an anchor: the head that an earlier verification printed, kept on another machine.",
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
  answerNo: "the chain is broken, or there is none",
  async run(invocation, { options }) {
    const file = options.file === undefined ? configuredFile(invocation) : resolve(options.file);
    const anchor = options.anchor === undefined ? undefined : parseAnchor(options.anchor);
    const verdict = await verifyTrail(file, anchor);
    const rejections = await verifyRejections(file);
    const isOnlyBesides = verdict.intact && rejections?.intact === false;
    return describeVerdict(isOnlyBesides ? rejections : verdict, { file, hasAnchor: anchor !== undefined });
  },
};

/** What strangers caused beyond their share of the trail has a chain of its own. */
async function verifyRejections(file: string): Promise<ChainVerdict | undefined> {
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
