import { accessSync, constants } from "node:fs";
import { readFile, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { findTrustProblems, ownerOf } from "../../config/findTrustProblems.ts";
import type { Invocation } from "../Invocation.ts";
import { tryReadConfiguration } from "../readEnvironment.ts";
import { formatBytes, formatSpan, isoTime } from "../terminal/formatTable.ts";
import { findServer } from "../withAdministration.ts";
import { checkApi, checkCertificate, checkMonitors } from "./checkApi.ts";
import { checkAuditTrail } from "./checkAuditTrail.ts";
import { checkServer } from "./checkServer.ts";
import { checkAccounts, checkStore } from "./checkStore.ts";
import {
  type DoctorContext,
  type Finding,
  fail,
  needsDirectory,
  type Observation,
  ok,
  warn,
} from "./Finding.ts";

/** No data of this product is older, so a clock before this time is wrong. */
const EARLIEST_MS = Date.UTC(2025, 0, 1);
const STEP_MS = 5000;
const NTP = "Make sure that the clock is kept by a time service: timedatectl status";

const LITTLE_BYTES = 512 * 1024 * 1024;
const TOO_LITTLE_BYTES = 64 * 1024 * 1024;

/** The oldest Node that the server runs on. */
const OLDEST_MAJOR = 24;

/** The server takes 4,096 connections, and keeps some files open beside them. */
const NEEDED = 4096 + 256;

/** Every check by its name, in the order that they are shown. */
const checks: Readonly<Record<string, (context: DoctorContext) => Promise<Observation>>> = {
  Node: checkNode,
  settings: checkSettings,
  server: checkServer,
  "data directory": checkDirectory,
  "free space": checkFreeSpace,
  accounts: checkAccounts,
  store: checkStore,
  "audit trail": checkAuditTrail,
  certificate: checkCertificate,
  API: checkApi,
  monitors: checkMonitors,
  clock: checkClock,
  "open files": checkOpenFiles,
};

/** Looks at everything that a server needs; changes nothing. */
export async function examine(invocation: Invocation): Promise<readonly Finding[]> {
  const context = await openContext(invocation);
  return Promise.all(
    Object.entries(checks).map(async ([name, check]) => ({ name, ...(await run(name, check, context)) })),
  );
}

/** Files that must not be trusted are reported before they are opened. */
async function run(
  name: string,
  check: (context: DoctorContext) => Promise<Observation>,
  context: DoctorContext,
): Promise<Observation> {
  const problems = context.trustProblems.filter(({ part }) => part === name);
  if (problems.length > 0) {
    const messages = problems.map(({ message }) => message);
    return fail(messages.join("; "), problems.map(({ remedy }) => remedy).join(" "));
  }
  try {
    return await check(context);
  } catch (error) {
    const message = `it could not be checked: ${error instanceof Error ? error.message : String(error)}`;
    return { status: "fail", message, advice: "Run the command as the owner of the data directory." };
  }
}

async function openContext(invocation: Invocation): Promise<DoctorContext> {
  const { settings, operator } = invocation;
  const { dataDirectory } = settings;
  const contact = await findServer(dataDirectory, operator).catch((error: unknown) =>
    error instanceof Error ? error : new Error(String(error)),
  );
  const tried = tryReadConfiguration(settings.environment);
  const { configuration } = tried;
  return {
    invocation,
    dataDirectory,
    ...tried,
    trustProblems:
      configuration === undefined ? [] : findTrustProblems({ configuration, user: ownerOf(dataDirectory) }),
    contact: contact instanceof Error ? contact : contact.kind,
    server: contact instanceof Error || contact.kind !== "completed" ? undefined : contact.output,
    canLook: canLookInto(dataDirectory),
  };
}

function canLookInto(directory: string): boolean {
  try {
    accessSync(directory, constants.R_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether the time of the machine is plausible. */
async function checkClock({ invocation, dataDirectory, server }: DoctorContext): Promise<Observation> {
  const nowMs = invocation.wallClock.nowMs();
  const now = isoTime(nowMs).slice(0, 19);
  if (nowMs < EARLIEST_MS) return fail(`it is ${now}Z, which cannot be`, NTP);
  const newestMs = await newestFile(dataDirectory);
  if (newestMs - nowMs > STEP_MS) {
    const span = formatSpan((newestMs - nowMs) / 1000);
    return warn(`it is ${now}Z, ${span} before files of the data directory were written`, NTP);
  }
  const aheadMs = server === undefined ? 0 : server.sessionClockMs - server.wallClockMs;
  if (Math.abs(aheadMs) > STEP_MS) {
    const span = formatSpan(Math.abs(aheadMs) / 1000);
    return warn(
      `the clock was set ${aheadMs > 0 ? "back" : "forward"} by ${span} while the server runs`,
      "Sessions keep the old time until the server is restarted; times in the log are right.",
    );
  }
  return ok(`${now}Z`);
}

async function newestFile(dataDirectory: string): Promise<number> {
  const names = ["sessions.db", "sessions.db.marker", "audit.log"];
  const times = await Promise.all(
    names.map(async (name) => {
      const stats = await stat(join(dataDirectory, name)).catch(() => undefined);
      return stats?.mtimeMs ?? 0;
    }),
  );
  return Math.max(...times);
}

/** Whether the data directory exists for this user. Owner and mode are checked with all trusted files. */
async function checkDirectory({ dataDirectory }: DoctorContext): Promise<Observation> {
  const stats = await stat(dataDirectory).catch((error: NodeJS.ErrnoException) => error.code ?? "unknown");
  if (stats === "ENOENT") {
    return warn(
      `${dataDirectory} does not exist`,
      "The first start of the server makes it. If there should be one, name it with --data-dir.",
    );
  }
  if (typeof stats === "string") {
    return fail(
      `${dataDirectory} cannot be examined (${stats})`,
      "Run the command as its owner, with sudo -u.",
    );
  }
  const user = process.geteuid?.() ?? stats.uid;
  if (user !== stats.uid && user !== 0) {
    return fail(
      `${dataDirectory} belongs to user ${stats.uid}, and this is user ${user}`,
      `Run the command as its owner: sudo -u '#${stats.uid}' gatehouse doctor`,
    );
  }
  return ok(`${dataDirectory}, user ${stats.uid}, mode ${(stats.mode & 0o777).toString(8)}`);
}

/** Whether there is room for sessions and audit lines. */
async function checkFreeSpace({ dataDirectory, canLook, server }: DoctorContext): Promise<Observation> {
  if (!canLook) return needsDirectory;
  const { bavail, bsize, ffree, files } = await statfs(dataDirectory);
  const bytes = bavail * bsize;
  const message = `${formatBytes(bytes)} free for the data directory`;
  const advice = "Make room on its disk: without it sign-ins fail, and audit lines are lost.";
  if (server?.store?.roomProblem !== undefined) return fail(server.store.roomProblem, advice);
  if (bytes < TOO_LITTLE_BYTES) return fail(message, advice);
  if (files > 0 && ffree === 0) return fail("no more files can be made (no free inodes)", advice);
  return bytes < LITTLE_BYTES ? warn(message, advice) : ok(message);
}

/** Whether this Node can run the server. */
async function checkNode(): Promise<Observation> {
  const { node } = process.versions;
  if (Number.parseInt(node, 10) >= OLDEST_MAJOR) return ok(`${node}, at ${process.execPath}`);
  return fail(
    `${node}, at ${process.execPath}`,
    `Gatehouse needs Node ${OLDEST_MAJOR} or newer; install one.`,
  );
}

/** Whether the server may open as many files and connections as it is made for. */
async function checkOpenFiles({ server }: DoctorContext): Promise<Observation> {
  const limit = await readLimit(server?.pid);
  const whose = server === undefined ? "for this shell" : "for the server";
  if (limit === undefined) return ok("not known on this platform");
  if (limit >= NEEDED) {
    return ok(`${limit === Number.POSITIVE_INFINITY ? "unlimited" : limit} ${whose}`);
  }
  return warn(
    `${limit} ${whose}, and ${NEEDED} are needed for as many connections as it takes`,
    "Set LimitNOFILE=65536 in the unit, or ulimit -n 65536 before the start.",
  );
}

async function readLimit(pid: number | undefined): Promise<number | undefined> {
  try {
    const text = await readFile(`/proc/${pid ?? "self"}/limits`, "utf8");
    const [, soft] = /^Max open files\s+(\d+|unlimited)/m.exec(text) ?? [];
    if (soft === undefined) return undefined;
    return soft === "unlimited" ? Number.POSITIVE_INFINITY : Number(soft);
  } catch {
    return undefined;
  }
}

/** Whether the server could start with the settings that this command sees. */
async function checkSettings({ faults, invocation }: DoctorContext): Promise<Observation> {
  if (faults.length > 0) {
    const names = faults.map(({ name, message }) => `${name}: ${message}`);
    return fail(names.join(" "), "Correct them; gatehouse config check shows all settings.");
  }
  const { sourceOf, environment } = invocation.settings;
  const given = Object.keys(environment).filter((name) => name.startsWith("GATEHOUSE_")).length;
  const isDefault = sourceOf("GATEHOUSE_DATA_DIR") === "default";
  return ok(`valid; ${given} set${isDefault ? ", the data directory is the default one" : ""}`);
}
