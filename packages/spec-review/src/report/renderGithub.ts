import type { Finding, ImpactLocation } from "../findings/Finding.ts";
import type { Review } from "../review/Review.ts";
import { reportWords } from "./reportWords.ts";

/** Renders a review as workflow commands of GitHub Actions: an annotation at the line of each finding. */
export function renderGithub(review: Review): string {
  const version = reportWords.version(review);
  const lines = [
    ...review.findings.map(annotation),
    ...review.decisionProblems.map(
      ({ kind, message, file, line }) =>
        `::error file=${property(file)},line=${line},title=${property(`decision ${kind}`)}::${data(message)}`,
    ),
    ...impactAnnotations(review),
    ...reportWords.notes(review).map((note) => `::notice title=document::${data(note)}`),
    ...(version === undefined ? [] : [`::notice title=version::${data(version)}`]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function annotation(finding: Finding): string {
  const { title, why, remedy, id, fingerprint, head, base, decision } = finding;
  const side = head ?? base;
  const at = side
    ? `file=${property(side.location.file)},line=${side.location.line},col=${side.location.column},`
    : "";
  const decided = decision ? ` Decided: ${decision.reason}` : "";
  const message = `${title}\n${why}\n${remedy}${decided}\n${reportWords.effects(finding)} [${fingerprint}]`;
  return `::${commandOf(finding)} ${at}title=${property(`${finding.severity}: ${id}`)}::${data(message)}`;
}

/** Code that fails is a warning: whether the review fails depends on the finding. */
function impactAnnotations({ impact, findings }: Review): string[] {
  if (!impact) return [];
  const titles = new Map(findings.map(({ fingerprint, title }) => [fingerprint, title]));
  const line = (location: ImpactLocation, because: string) => {
    const command = location.certainty === "fails" ? "warning" : "notice";
    const at = `file=${property(location.file)},line=${location.line},col=${location.column}`;
    return `::${command} ${at},title=${property(`${location.kind} ${location.certainty}`)}::${data(`${because}\n${location.text}`)}`;
  };
  return [
    ...impact.findings.flatMap(({ fingerprint, locations }) =>
      locations.map((location) => line(location, `${titles.get(fingerprint) ?? ""} [${fingerprint}]`)),
    ),
    ...impact.unexplained.map((location) => line(location, "No change explains this.")),
  ];
}

function commandOf({ severity, decision, blocks }: Finding): "error" | "warning" | "notice" {
  if (blocks) return "error";
  return decision || severity === "safe" ? "notice" : "warning";
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
