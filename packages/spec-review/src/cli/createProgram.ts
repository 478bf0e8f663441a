import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join, relative } from "node:path";
import { Command, Option } from "commander";
import { REPORT_FORMATS } from "../review/Review.ts";
import { type Io, UsageError } from "./Io.ts";
import type { ReviewArguments } from "./makeReview.ts";

type SetExitCode = (code: number) => void;

/** The options of the list of rules. */
interface RulesOptions {
  readonly format: "text" | "markdown" | "json";
  /** The same as the format `json`. */
  readonly json?: boolean;
}

/** The options of a changelog. */
interface ChangelogOptions extends ReviewArguments {
  readonly format: "markdown" | "json";
  /** The same as the format `json`. */
  readonly json?: boolean;
  readonly output?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** How the process was started. */
interface Invocation {
  readonly cwd: string;
  readonly env: Environment;
  /** The file that Node runs (`process.argv[1]`). */
  readonly script: string;
}

const NAME = "spec-review";

const EXAMPLES = `
Examples:
  $ spec-review old.yaml new.yaml                                two files
  $ spec-review main HEAD --document spec/openapi.yaml           two revisions
  $ spec-review --merge-base main --document spec/openapi.yaml   what this branch changes
  $ spec-review --merge-base main --impact                       and where this repository breaks
  $ spec-review main:api.yaml spec/openapi.yaml                  a document that has moved
  $ spec-review old.yaml new.yaml --report markdown=comment.md --report html=review.html
  $ spec-review --merge-base main --document 'specs/**/*.yaml'   all documents of a repository
  $ spec-review accept --all --rule enum-value-added --merge-base main --reason "all clients read open lists"
  $ spec-review accept 3f2a9c01b7de old.yaml new.yaml --reason "v1 ends in June"
  $ spec-review changelog v1.0.0 v2.0.0 --document spec/openapi.yaml

Exit codes: 0 nothing breaking, 1 breaking changes without a decision, 2 could not compare.`;

/** Creates the command line. Modules are loaded when a command is called, so that help is shown at once. */
export function createProgram(io: Io, setExitCode: SetExitCode): Command {
  const program = withSides(reviewProgram(io))
    .description("Reports what a change of an OpenAPI document breaks, for whom, and the remedy.")
    .enablePositionalOptions()
    .version(packageVersion(), "-V, --version", "show the version")
    .addHelpText("after", EXAMPLES)
    .action(async (base, head, options) => {
      const { reviewCommand } = await import("./reviewCommand.ts");
      setExitCode(await reviewCommand(io, { base, head, ...options }));
    });
  program.addCommand(acceptProgram(io, setExitCode));
  program.addCommand(changelogProgram(io));
  program.addCommand(rulesProgram(io));
  return program;
}

function reviewProgram(io: Io): Command {
  return newCommand(io, "spec-review")
    .argument("[base]", "the old document: a file, an address or revision:path; with --document, a revision")
    .argument("[head]", "the new document; with --document, a revision (default: the working tree)")
    .option("--impact", "also report where this repository breaks: types are generated and checked in a copy")
    .option("--verbose", "show safe findings in full on the terminal")
    .addOption(
      new Option("--format <format>", "the format of the report").choices(REPORT_FORMATS).default("terminal"),
    )
    .option("--json", "the same as --format json")
    .option("--output <file>", "write the report to a file")
    .addOption(
      new Option("--report <format=file>", "write one more report to a file; can be repeated")
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([], "none"),
    );
}

function newCommand({ out, err }: Io, name: string): Command {
  return new Command(name)
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: err })
    .showHelpAfterError("See spec-review --help.");
}

function withSides(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--document <path>",
        "a document in the repository, or a glob; base and head are then revisions; can be repeated",
      ).argParser((value: string, before: readonly string[] = []) => [...before, value]),
    )
    .option("--merge-base <branch>", "take the merge base of HEAD and this branch as the base")
    .option("--config <file>", "the configuration file (default: spec-review.config.json)")
    .option(
      "--decisions <file>",
      "the decisions file (default: spec-review.decisions.yaml beside the document)",
    );
}

/** Options may precede the name of a command, as in a script of npm. */
function optionsOf<T extends object>(command: Command): T {
  return { ...command.parent?.opts(), ...command.opts() } as T;
}

function acceptProgram(io: Io, setExitCode: SetExitCode): Command {
  const command: Command = newCommand(io, "accept")
    .description("Writes the decision to make a breaking change into the decisions file.")
    .argument("[fingerprint]", "the fingerprint of the finding; several are separated by commas")
    .argument("[base]", "as for the review")
    .argument("[head]", "as for the review")
    .option("--all", "decide on all findings that need a decision; omit the fingerprint")
    .option(
      "--rule <ids>",
      "decide on the findings of these rules that need a decision; several are separated by commas",
    )
    .requiredOption("--reason <text>", "the reason of the change")
    .option("--owner <who>", "the owner of the decision (default: user.email of git)")
    .option("--expires <day>", "the last day of the decision, as 2027-12-31 (default: in 90 days)")
    .option("--replacement <text>", "what callers use instead")
    .action(async (fingerprint, base, head) => {
      const { acceptCommand } = await import("./acceptCommand.ts");
      setExitCode(
        await acceptCommand(io, {
          ...optionsOf<{ readonly reason: string }>(command),
          fingerprint,
          base,
          head,
        }),
      );
    });
  return withSides(command);
}

function changelogProgram(io: Io): Command {
  const command: Command = newCommand(io, "changelog")
    .description("Lists new, changed, deprecated and removed operations and structures.")
    .argument("[base]", "as for the review")
    .argument("[head]", "as for the review")
    .addOption(
      new Option("--format <format>", "markdown, or json for a portal")
        .choices(["markdown", "json"])
        .default("markdown"),
    )
    .option("--json", "the same as --format json")
    .option("--output <file>", "write the changelog to a file")
    .action((base, head) =>
      changelogCommand(io, {
        ...optionsOf<{ readonly format: "markdown" | "json" }>(command),
        base,
        head,
      }),
    );
  return withSides(command);
}

function rulesProgram(io: Io): Command {
  const command: Command = newCommand(io, "rules")
    .description("Lists the rules with their severities.")
    .addOption(
      new Option("--format <format>", "text, markdown or json")
        .choices(["text", "markdown", "json"])
        .default("text"),
    )
    .option("--json", "the same as --format json")
    .action((options) => rulesCommand(io, options));
  return command;
}

/** Lists the rules. */
async function rulesCommand(io: Io, options: RulesOptions): Promise<void> {
  const { allRules } = await import("../rules/allRules.ts");
  const rules = [...allRules.values()].toSorted((left, right) => left.id.localeCompare(right.id, "en"));
  switch (options.json === true ? "json" : options.format) {
    case "json":
      io.out(
        `${JSON.stringify(
          rules.map(({ id, severity, summary }) => ({ id, severity, summary })),
          undefined,
          2,
        )}\n`,
      );
      break;
    case "markdown":
      io.out(
        [
          "| rule | gravest | what it finds |",
          "| - | - | - |",
          ...rules.map(({ id, severity, summary }) => `| \`${id}\` | ${severity} | ${summary} |`),
          "",
        ].join("\n"),
      );
      break;
    case "text":
      io.out(rules.map(({ id, severity, summary }) => `${id} (${severity})\n    ${summary}\n`).join(""));
      break;
  }
}

/** Writes what changed between two versions. */
async function changelogCommand(io: Io, options: ChangelogOptions): Promise<void> {
  const [{ readConfig }, { openSides }, { makeChangelog }, { renderChangelog }, { writeReport }] =
    await Promise.all([
      import("./readConfig.ts"),
      import("./openSides.ts"),
      import("../changelog/makeChangelog.ts"),
      import("../changelog/renderChangelog.ts"),
      import("./reviewCommand.ts"),
    ]);
  const config = readConfig(io.cwd, options.config);
  const { base, head, document = [], mergeBase } = options;
  const [sides, ...others] = await openSides(io, { base, head, document, mergeBase }, config);
  if (!sides || others.length > 0)
    throw new UsageError("A changelog needs one document; give it with --document.");
  const changelog = makeChangelog(sides.documents);
  const text =
    options.format === "json" || options.json === true
      ? `${JSON.stringify(changelog, undefined, 2)}\n`
      : renderChangelog(changelog);
  if (options.output === undefined) io.out(text);
  else writeReport(io, options.output, text);
}

/** The version of this package. */
function packageVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const { version } = JSON.parse(text) as { readonly version: string };
  return version;
}

/**
 * How the reader calls this command again, so that a hint works as it is printed: by the npm script that called it,
 * by its name where the shell finds it, by its path where it is installed, and else by its file. `npx spec-review` is never
 * offered: where a hint of a CI is read, nothing may be installed, and npx would fetch a stranger's package.
 */
export function programName({ cwd, env, script }: Invocation): string {
  const { npm_lifecycle_event: event, PATH = "" } = env;
  if (event !== undefined && event !== "npx") return `npm run ${event} --`;
  const isNpm = event === "npx";
  const onPath = PATH.split(delimiter).some((folder) => folder !== "" && existsSync(join(folder, NAME)));
  if (onPath && !isNpm) return NAME;
  const installed = installedIn(cwd);
  if (installed !== undefined) return relative(cwd, installed);
  const path = relative(cwd, script);
  return `node ${path.startsWith("..") ? script : path}`;
}

function installedIn(folder: string): string | undefined {
  const path = join(folder, "node_modules/.bin", NAME);
  if (existsSync(path)) return path;
  const parent = dirname(folder);
  return parent === folder ? undefined : installedIn(parent);
}
