import { stat } from "node:fs/promises";
import { rejectionsFileOf } from "../../audit/auditEvents.ts";
import { auditFilesOf } from "../../audit/auditFilesOf.ts";
import type { ChainHead } from "../../audit/createAuditTrail.ts";
import { type ChainVerification, verifyTrail as verifyFiles } from "../../audit/verifyAuditChain.ts";
import { UsageError } from "../commandErrors.ts";
import { countOf, formatBytes } from "../terminal/formatTable.ts";
import {
  type DoctorContext,
  fail,
  needsDirectory,
  needsSettings,
  type Observation,
  ok,
  warn,
} from "./Finding.ts";

/** A trail that takes some seconds to verify; a longer one has its own command. */
const LONGEST_TRAIL_BYTES = 512 * 1024 * 1024;

/** A healthy disk has less to write. */
const MANY_QUEUED_BYTES = 256 * 1024;
const ROOM = "Check the free space and the rights of its directory.";

/** Whether the audit trail is written, private and unbroken. */
export async function checkAuditTrail(context: DoctorContext): Promise<Observation> {
  const { configuration, server } = context;
  if (server !== undefined && server.audit.queuedBytes > MANY_QUEUED_BYTES) {
    return fail(`${formatBytes(server.audit.queuedBytes)} wait to be written`, ROOM);
  }
  const found = configuration === undefined ? needsSettings : await inspect(context);
  if (found.status !== "ok" || server === undefined || server.audit.lostEvents === 0) return found;
  return warn(
    `${countOf(server.audit.lostEvents, "event")} lost since the server was started; ${found.message}`,
    `${ROOM} The line sys_monitor_enabled in the trail says when.`,
  );
}

async function inspect({ configuration, canLook }: DoctorContext): Promise<Observation> {
  const audit = configuration?.audit;
  if (audit?.kind !== "file") return ok("goes to stdout");
  if (!canLook) return needsDirectory;
  const { file, chained } = audit;
  const rejections = await auditFilesOf(rejectionsFileOf(file));
  const files = [...(await auditFilesOf(file)), ...rejections];
  if (files.length === 0) return ok(`none yet; ${file} is made at the first start of the server`);
  const states = await Promise.all(files.map((one) => stat(one)));
  const bytes = states.reduce((sum, { size }) => sum + size, 0);
  if (bytes > LONGEST_TRAIL_BYTES) return ok(`${formatBytes(bytes)}; verify it with: gatehouse audit verify`);
  const besides = rejections.length === 0 ? undefined : await verify(rejectionsFileOf(file), chained);
  const found = await verify(file, chained);
  return found.status === "ok" && besides?.status === "fail" ? besides : found;
}

async function verify(file: string, chained: boolean): Promise<Observation> {
  const result = await verifyTrail(file);
  if (!result.intact) {
    return fail(
      `the chain is broken at ${result.file}:${result.line} (${result.problem})`,
      "Keep a copy of all audit files, then see: gatehouse audit verify",
    );
  }
  if (result.lines > 0) return ok(`${file}, ${countOf(result.lines, "line")}, chain intact`);
  if (!chained) return ok(`${file}, ${countOf(result.unchainedLines, "line")}, not chained`);
  return result.unchainedLines === 0
    ? ok(`${file}, empty`)
    : warn(`${file} has no chained lines yet`, "They are chained from the next start of the server on.");
}

/**
 * Verifies a trail that a server may be writing to.
 *
 * @throws {UsageError} when there is no such trail, or it may not be read
 */
export async function verifyTrail(file: string, anchor?: ChainHead): Promise<ChainVerification> {
  const result = await verifyFiles(file, anchor).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new UsageError(`The audit trail cannot be read: ${error.message}. Run the command as its owner.`);
  });
  if (result === undefined) throw new UsageError(`There is no audit file at ${file}.`);
  return result;
}
