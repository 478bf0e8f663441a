import { readFile, writeFile } from "node:fs/promises";
import { loadContract } from "@gatehouse/contract";
import type { CheckOptions } from "../check/CheckOptions.ts";
import type { CheckReport } from "../check/CheckReport.ts";
import { checkServer } from "../check/checkServer.ts";
import { readCredentials } from "../check/readCredentials.ts";
import { createLogin } from "./createLogin.ts";
import { createProgressLine } from "./createProgressLine.ts";
import { EXIT } from "./exitCodes.ts";
import type { Io } from "./Io.ts";
import { readCredential } from "./readCredential.ts";
import { readHeader } from "./readHeader.ts";
import { DEFAULT_FILES, type ReportFormat, renderReport } from "./report/renderReport.ts";
import { renderSummary } from "./report/renderSummary.ts";
import { UsageError } from "./UsageError.ts";

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
