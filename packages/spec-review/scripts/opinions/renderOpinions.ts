import type { CorpusResult } from "../../test/corpus.ts";
import type { OutsideResult, OutsideTool } from "./OutsideTool.ts";

/** What a tool says of all pairs. */
export interface Opinion {
  readonly tool: OutsideTool;
  readonly results: ReadonlyMap<string, OutsideResult>;
}

/** Writes the page. */
export function renderOpinions(results: readonly CorpusResult[], opinions: readonly Opinion[]): string {
  const breaking = results.filter(({ expected }) => expected.result === "breaking");
  const harmless = results.filter(({ expected }) => ["safe", "none"].includes(expected.result));
  const between = results.filter((result) => !breaking.includes(result) && !harmless.includes(result));
  return `# Other reviewers of OpenAPI changes

Made by \`npm run opinions -w @gatehouse/spec-review\`; do not edit. Other tools were asked about every pair of
\`packages/spec-review/corpus\`: ${results.length} pairs, of which ${breaking.length} break clients, ${harmless.length} break none
and ${between.length} are risky or undecided. The tools know three grades or two; a pair counts as flagged where a tool gives
its gravest one.

| tool | breaking pairs flagged | recall | harmless pairs flagged | precision | risky or undecided pairs flagged | could not read |
| --- | --- | --- | --- | --- | --- | --- |
${[ownRow({ results, breaking, harmless, between }), ...opinions.map((opinion) => toolRow(opinion, { results, breaking, harmless, between }))].join("\n")}

Precision is counted over breaking and harmless pairs. The pairs and the sentences are ours, so our own row says that nothing is
left to correct in them, not that nothing could be. \`npm run opinions -w @gatehouse/spec-review -- --pairs\` prints for each pair
which tool says otherwise, and why we say what we say. What was run:

${opinions.map(({ tool }) => `- ${tool.name} ${tool.version}: \`${tool.command}\`${tool.note ? `. ${tool.note}` : ""}`).join("\n")}
`;
}

/** The pairs of which a tool says otherwise, each with the reason for what the corpus says. */
export function renderPairs(results: readonly CorpusResult[], opinions: readonly Opinion[]): string {
  const breaking = results.filter(({ expected }) => expected.result === "breaking");
  const others = results.filter((result) => !breaking.includes(result));
  return `Breaking pairs that a tool does not flag:

${table(breaking, opinions, (result) => result !== "breaking")}

Other pairs that a tool flags:

${table(others, opinions, (result) => result === "breaking")}
`;
}

interface Classes {
  readonly results: readonly CorpusResult[];
  readonly breaking: readonly CorpusResult[];
  readonly harmless: readonly CorpusResult[];
  readonly between: readonly CorpusResult[];
}

function ownRow(classes: Classes): string {
  const flagged = new Set(
    classes.results.filter(({ result }) => result === "breaking").map(({ name }) => name),
  );
  return countRow("spec-review", classes, { flagged, unreadable: 0 });
}

function toolRow({ tool, results }: Opinion, classes: Classes): string {
  const named = (wanted: OutsideResult) =>
    [...results].filter(([, result]) => result === wanted).map(([name]) => name);
  const counts = { flagged: new Set(named("breaking")), unreadable: named("unreadable").length };
  return countRow(`${tool.name} ${tool.version}`, classes, counts);
}

interface Counts {
  readonly flagged: ReadonlySet<string>;
  readonly unreadable: number;
}

function countRow(
  name: string,
  { breaking, harmless, between }: Classes,
  { flagged, unreadable }: Counts,
): string {
  const count = (results: readonly CorpusResult[]) =>
    results.filter((result) => flagged.has(result.name)).length;
  const [found, alarms] = [count(breaking), count(harmless)];
  const cells = [
    name,
    `${found} of ${breaking.length}`,
    percent(found / breaking.length),
    `${alarms} of ${harmless.length}`,
    percent(found / (found + alarms)),
    `${count(between)} of ${between.length}`,
    String(unreadable),
  ];
  return `| ${cells.join(" | ")} |`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function table(
  results: readonly CorpusResult[],
  opinions: readonly Opinion[],
  disagrees: (result: OutsideResult) => boolean,
): string {
  const rows = results.flatMap((ours) => {
    const others = opinions.flatMap((opinion) => {
      const result = opinion.results.get(ours.name) ?? "unreadable";
      const { name } = opinion.tool;
      return disagrees(result) ? [result === "unreadable" ? `${name} (could not read it)` : name] : [];
    });
    return others.length > 0 ? [`| \`${ours.name}\` | ${others.join(", ")} | ${reason(ours)} |`] : [];
  });
  if (rows.length === 0) return "None.";
  return ["| pair | otherwise | why |", "| --- | --- | --- |", ...rows].join("\n");
}

function reason({ expected, findings }: CorpusResult): string {
  const [gravest] = findings;
  const { witness } = gravest ?? {};
  if (!witness) return cell(expected.why);
  const value = JSON.stringify(witness.value);
  const shown = value.length > 80 ? `${value.slice(0, 79)}…` : value;
  return `${cell(expected.why)} \`${cell(shown)}\`: ${cell(witness.problem)}`;
}

/** A text, escaped for a cell of a table. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
