import { exec } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { type Contract, loadContract, nearestName, UsageError } from "@gatehouse/contract";
import type { CheckOptions, Credentials } from "../check/CheckOptions.ts";
import type { CheckReport } from "../check/CheckReport.ts";
import { checkServer } from "../check/checkServer.ts";
import { readCredentials } from "../check/readCredentials.ts";
import { createProgressLine } from "./createProgressLine.ts";
import { EXIT, type Io } from "./Io.ts";
import { DEFAULT_FILES, type ReportFormat, renderReport } from "./report/renderReport.ts";
import { renderSummary } from "./report/renderSummary.ts";

type Header = readonly [name: string, value: string];

/**
 * Reads what stands behind `-H`: a header, or `@` and the name of a file with one header per line.
 *
 * @throws {UsageError} when it is neither.
 */
async function readHeader(text: string): Promise<readonly Header[]> {
  if (!text.startsWith("@")) return [parseHeader(text)];
  const lines = (await readLines(text.slice(1))).filter((line) => line.trim() !== "");
  return lines.map(parseHeader);
}

async function readLines(file: string): Promise<readonly string[]> {
  try {
    return (await readFile(file, "utf8")).split(/\r?\n/);
  } catch (cause) {
    throw new UsageError(`The file "${file}" of -H cannot be read. Check its name.`, { cause });
  }
}

function parseHeader(line: string): Header {
  const match = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([\t -~\x80-\xff]*?)[ \t]*$/.exec(line);
  if (match === null) {
    throw new UsageError("A header of -H is not understood. Write it as 'name: value'.");
  }
  return [match[1] ?? "", match[2] ?? ""];
}

/**
 * Reads what stands behind `--credential`: the name of a security scheme, `=`, and what goes into its header, query
 * parameter or cookie.
 *
 * @throws {UsageError} when the document has no such scheme.
 */
function readCredential(contract: Contract, text: string): readonly [scheme: string, value: string] {
  const [scheme = "", ...value] = text.split("=");
  if (!contract.securitySchemes.has(scheme)) {
    const names = [...contract.securitySchemes.keys()];
    const near = nearestName(scheme, names);
    const advice = near === undefined ? `It has ${names.join(", ") || "none"}.` : `Is "${near}" meant?`;
    throw new UsageError(`The document has no security scheme "${scheme}". ${advice}`);
  }
  return [scheme, value.join("=")];
}

const run = promisify(exec);
const TIMEOUT_MS = 30_000;

/**
 * Makes a sign-in out of a command that prints header lines, as `curl -s -D - -o /dev/null` prints those of a response.
 * Lines that carry no credential of the document are skipped.
 */
function createLogin(contract: Contract, command: string): () => Promise<Credentials> {
  return async () => {
    const stdout = await runCommand(command);
    const headers = stdout.split(/\r?\n/).flatMap((line) => {
      const match = /^([\w-]+):\s*(.*?)\s*$/.exec(line);
      return match === null ? [] : [[match[1] ?? "", match[2] ?? ""] as const];
    });
    const { credentials } = readCredentials(contract, headers.map(asRequestHeader));
    if (Object.keys(credentials).length === 0) throw new Error(describeNothing(contract));
    return credentials;
  };
}

/** The text of the command stays out of messages: it may hold a password. */
async function runCommand(command: string): Promise<string> {
  try {
    const { stdout } = await run(command, { timeout: TIMEOUT_MS, encoding: "utf8" });
    return stdout;
  } catch (cause) {
    const { code, killed, stderr = "" } = cause as { code?: number; killed?: boolean; stderr?: string };
    const end = killed === true ? `took more than ${TIMEOUT_MS / 1000} s` : `ended with code ${code}`;
    const message = stderr.trim().split("\n", 1)[0] ?? "";
    throw new Error(`the login command ${end}${message === "" ? "" : ` and printed: ${message}`}.`, {
      cause,
    });
  }
}

/** A response sets a cookie that a request sends back. */
function asRequestHeader([name, value]: readonly [string, string]): readonly [string, string] {
  return name.toLowerCase() === "set-cookie" ? ["cookie", value.split(";", 1)[0] ?? ""] : [name, value];
}

function describeNothing({ securitySchemes }: Contract): string {
  const lines = [...securitySchemes.values()].map(({ type, in: location, parameterName }) => {
    if (type !== "apiKey") return "authorization: …";
    return location === "cookie" ? `set-cookie: ${parameterName}=…` : `${parameterName}: …`;
  });
  return `the login command printed none of the lines ${[...new Set(lines)].join(", ")}.`;
}

/** The options of `check` as the command line gives them. */
export interface CheckCommandOptions {
  readonly baseUrl: string;
  readonly header?: readonly string[];
  readonly credential?: readonly string[];
  readonly loginCommand?: string;
  readonly seed: number;
  readonly cases: number;
  readonly rate?: number;
  readonly timeLimit?: number;
  readonly maxRequests?: number;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly report?: ReportFormat;
  readonly output?: string;
  readonly json?: boolean;
  readonly insecure?: boolean;
  readonly cacert?: string;
}

/** Checks a server. @returns the exit code. */
export async function checkCommand(document: string, options: CheckCommandOptions, io: Io): Promise<number> {
  if (options.output !== undefined && options.report === undefined) {
    throw new UsageError("--output needs --report html, junit or json.");
  }
  const progress = createProgressLine(io);
  const checkOptions = await toCheckOptions(document, options);
  const { signal } = io;
  const report = await checkServer({
    ...checkOptions,
    onProgress: progress.show,
    ...(signal === undefined ? {} : { signal }),
  });
  progress.clear();
  io.out(options.json === true ? renderReport(report, "json") : renderSummary(report, { color: io.color }));
  await writeReport(report, options, io);
  if (report.findings.length > 0) return EXIT.findings;
  const saysNothing = report.stoppedBy === "sign-in failed" || report.stoppedBy === "interrupted";
  return saysNothing ? EXIT.couldNotRun : EXIT.clean;
}

async function toCheckOptions(document: string, options: CheckCommandOptions): Promise<CheckOptions> {
  const contract = await loadContract(document);
  const headers = (await Promise.all((options.header ?? []).map(readHeader))).flat();
  const { credentials, others } = readCredentials(contract, headers);
  const named = Object.fromEntries((options.credential ?? []).map((text) => readCredential(contract, text)));
  const { loginCommand, rate, timeLimit, maxRequests, only, skip } = options;
  return {
    contract,
    baseUrl: options.baseUrl,
    headers: others,
    credentials: { ...credentials, ...named },
    seed: options.seed,
    cases: options.cases,
    tls: await readTrust(options),
    ...(loginCommand === undefined ? {} : { authenticate: createLogin(contract, loginCommand) }),
    ...(rate === undefined ? {} : { ratePerSecond: rate }),
    ...(timeLimit === undefined ? {} : { timeLimitSeconds: timeLimit }),
    ...(maxRequests === undefined ? {} : { maxRequests }),
    ...(only === undefined ? {} : { only }),
    ...(skip === undefined ? {} : { skip }),
  };
}

async function readTrust({
  cacert,
  insecure = false,
}: CheckCommandOptions): Promise<CheckOptions["tls"] & object> {
  if (cacert === undefined) return { insecure };
  try {
    return { insecure, ca: await readFile(cacert, "utf8") };
  } catch (cause) {
    throw new UsageError(`The file "${cacert}" of --cacert cannot be read. Check its name.`, { cause });
  }
}

async function writeReport(report: CheckReport, options: CheckCommandOptions, io: Io): Promise<void> {
  if (options.report === undefined) return;
  const file = options.output ?? DEFAULT_FILES[options.report];
  try {
    await writeFile(file, renderReport(report, options.report));
  } catch (cause) {
    throw new UsageError(`The report cannot be written to "${file}". Check the folder.`, { cause });
  }
  io.err(`The report is in ${file}.\n`);
}
