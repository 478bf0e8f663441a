import type { Finding, ImpactPlace } from "../findings/Finding.ts";
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
  const { title, why, wayOut, id, fingerprint, head, base, decision } = finding;
  const spot = head ?? base;
  const place = spot
    ? `file=${property(spot.location.file)},line=${spot.location.line},col=${spot.location.column},`
    : "";
  const decided = decision ? ` Decided: ${decision.reason}` : "";
  const message = `${title}\n${why}\n${wayOut}${decided}\n${reportWords.effects(finding)} [${fingerprint}]`;
  return `::${commandOf(finding)} ${place}title=${property(`${finding.severity}: ${id}`)}::${data(message)}`;
}

/** Where code fails is a warning: the finding itself says whether the review does. */
function impactAnnotations({ impact, findings }: Review): string[] {
  if (!impact) return [];
  const titles = new Map(findings.map(({ fingerprint, title }) => [fingerprint, title]));
  const line = (place: ImpactPlace, because: string) => {
    const command = place.certainty === "fails" ? "warning" : "notice";
    const at = `file=${property(place.file)},line=${place.line},col=${place.column}`;
    return `::${command} ${at},title=${property(`${place.kind} ${place.certainty}`)}::${data(`${because}\n${place.text}`)}`;
  };
  return [
    ...impact.findings.flatMap(({ fingerprint, places }) =>
      places.map((place) => line(place, `${titles.get(fingerprint) ?? ""} [${fingerprint}]`)),
    ),
    ...impact.unexplained.map((place) => line(place, "No change explains this.")),
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
