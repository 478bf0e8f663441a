import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import {
  type CommandIo,
  ContractError,
  type ContractProblem,
  formatLocation,
  readContract,
  UsageError,
} from "@gatehouse/contract";
import { Command, CommanderError } from "commander";
import type { DescribeOptions } from "../model/createOperationDescriber.ts";
import { ChangelogError, readChangelog } from "../site/readChangelog.ts";
import { type SiteOptions, sitePages } from "../site/sitePages.ts";
import { OutputFolderError, writeSite } from "../site/writeSite.ts";

/** The exit codes of the command. */
export const EXIT = {
  written: 0,
  /** Nothing was written: wrong use, a document that cannot be read, a folder that cannot be replaced. */
  couldNotRun: 2,
} as const;

interface Options {
  readonly output: string;
  readonly guide?: readonly string[];
  readonly changelog?: readonly string[];
  readonly typescriptClient?: string;
  readonly json?: boolean;
}

/** Problems that are printed one by one. */
const MOST_PRINTED = 5;
/** Files after which a line on a terminal is written anew. */
const STEP = 50;

const EXAMPLES = `
Examples:
  $ gatehouse-docs openapi.yaml --output docs-site
  $ gatehouse-docs https://pets.example/openapi.json --output site --guide getting-started.md
  $ gatehouse-docs openapi.yaml --output site --changelog changelog.json --json

The folder is replaced as a whole, when it is empty or holds pages of this command.
Exit code: 0 written, 2 it could not run.
`;

function createProgram(io: CommandIo): Command {
  return new Command("gatehouse-docs")
    .description("Writes documentation pages of an OpenAPI document: static HTML and Markdown.")
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .argument("<document>", "path or address of an OpenAPI 3.0, 3.1 or 3.2 document")
    .requiredOption("--output <folder>", "the folder of the pages")
    .option("--guide <file>", "a Markdown file that becomes a page; can be repeated", collect)
    .option(
      "--changelog <file>",
      "changelog data of spec-review (JSON), or a folder of it; can be repeated, the newest first",
      collect,
    )
    .option(
      "--typescript-client <file>",
      "the first lines of each TypeScript sample, which make `api`, a client of openapi-fetch",
    )
    .option("--json", "print a summary of the written pages as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (document: string, options: Options) => writePages(document, options, io));
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

async function writePages(document: string, options: Options, io: CommandIo): Promise<void> {
  const siteOptions = await readOptions(options);
  const { contract, problems } = await readContract(document);
  const total = 2 * contract.operations.size;
  const written = await writeSite(options.output, sitePages(contract, siteOptions), {
    signal: io.signal,
    onFile: (count) => {
      if (io.isTerminal && count % STEP === 0)
        io.err(
          `\r\x1b[K${count} files (${contract.operations.size} operations, about ${total} files and one for each structure)`,
        );
    },
  });
  if (io.isTerminal) io.err("\r\x1b[K");
  reportProblems(problems, io);
  const facts = {
    output: options.output,
    operations: contract.operations.size,
    problems: problems.length,
    ...written,
  };
  io.out(
    options.json === true
      ? `${JSON.stringify(facts, null, 2)}\n`
      : `${written.files} files, ${Math.ceil(written.bytes / 1024)} KiB: ${options.output}\n`,
  );
}

async function readOptions({ guide = [], changelog = [], typescriptClient }: Options): Promise<SiteOptions> {
  const guides = guide.map(async (file) => readGuide(await readText(file, "--guide"), file));
  const changelogs = (await findChangelogs(changelog)).map(async (file) =>
    readChangelog(await readText(file, "--changelog"), file),
  );
  const client =
    typescriptClient === undefined ? undefined : await readText(typescriptClient, "--typescript-client");
  return {
    guides: await Promise.all(guides),
    changelogs: await Promise.all(changelogs),
    ...(client !== undefined && { typescriptClient: client.trimEnd().split(/\r?\n/) }),
  };
}

/** Files as they are, and folders as the files in them, of which the one with the highest version is the newest. */
async function findChangelogs(paths: readonly string[]): Promise<readonly string[]> {
  const { compare } = new Intl.Collator("en", { numeric: true });
  const found = paths.map(async (path) => {
    const facts = await stat(path).catch(() => undefined);
    if (facts?.isDirectory() !== true) return [path];
    const names = (await readdir(path)).filter((name) => name.endsWith(".json"));
    if (names.length === 0) throw new UsageError(`The folder "${path}" of --changelog has no JSON file.`);
    return names.sort((one, other) => compare(other, one)).map((name) => join(path, name));
  });
  return (await Promise.all(found)).flat();
}

async function readText(file: string, option: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new UsageError(`The file "${file}" of ${option} cannot be read. Check its name.`, { cause });
  }
}

/** The first heading is the title of the page. */
function readGuide(text: string, file: string): NonNullable<DescribeOptions["guides"]>[number] {
  const [heading, title] = /^\s*#\s+(.+?)\s*#*\s*$/m.exec(text) ?? [];
  if (heading === undefined || title === undefined)
    return { title: basename(file).replace(/\.\w+$/, ""), text };
  return { title, text: text.replace(heading, "") };
}

function reportProblems(problems: readonly ContractProblem[], io: CommandIo): void {
  if (problems.length === 0) return;
  io.err(
    `The document has ${problems.length} ${problems.length === 1 ? "problem" : "problems"}; the pages show what can be read.\n`,
  );
  for (const { location, message, advice } of problems.slice(0, MOST_PRINTED)) {
    io.err(`  ${formatLocation(location)} ${message} ${advice}\n`);
  }
  if (problems.length > MOST_PRINTED) io.err(`  and ${problems.length - MOST_PRINTED} more\n`);
}

/**
 * Runs the command line `gatehouse-docs`.
 *
 * @returns the exit code
 */
export async function runCli(words: readonly string[], io: CommandIo): Promise<number> {
  try {
    await createProgram(io).parseAsync(words, { from: "user" });
    return EXIT.written;
  } catch (error) {
    // Commander has written what it had to say, help included.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.written : EXIT.couldNotRun;
    io.err(`${describeError(error)}\n`);
    return EXIT.couldNotRun;
  }
}

function describeError(error: unknown): string {
  const isExpected = [ChangelogError, ContractError, OutputFolderError, UsageError].some(
    (kind) => error instanceof kind,
  );
  if (isExpected && error instanceof Error) return error.message;
  if (error instanceof Error && error.name === "AbortError") return "Stopped; nothing was written.";
  return `This is an error of gatehouse-docs itself:\n${error instanceof Error ? error.stack : String(error)}`;
}
