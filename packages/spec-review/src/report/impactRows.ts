import type { Finding, ImpactPlace } from "../findings/Finding.ts";
import type { Review } from "../review/Review.ts";

/** The places of one kind in one file that a change concerns. */
export interface ImpactRow extends Pick<ImpactPlace, "certainty" | "kind" | "file"> {
  /** Each once, however much is wrong there. */
  readonly places: readonly ImpactPlace[];
  /** The operations that they belong to. */
  readonly operationIds: readonly string[];
  /** What is wrong at the first of them, in one line. */
  readonly reason: string;
}

/** A change, or what stands for one, and what it does to the repository. */
export interface ImpactSection {
  readonly title: string;
  /** The change; undefined for errors that belong to none. */
  readonly finding: Finding | undefined;
  readonly rows: readonly ImpactRow[];
}

/** What the impact tells, section by section, the gravest change first. */
export function impactSections({ impact, findings }: Review): ImpactSection[] {
  if (!impact) return [];
  const places = new Map(impact.findings.map((found) => [found.fingerprint, found.places]));
  const sections = findings.map((finding) => ({
    title: finding.title,
    finding,
    rows: rowsOf(places.get(finding.fingerprint) ?? []),
  }));
  const others = [
    { title: "Compile errors that no change explains", finding: undefined, rows: rowsOf(impact.unexplained) },
    {
      title: "Does not compile with the old document either",
      finding: undefined,
      rows: rowsOf(impact.failingBefore),
    },
  ];
  return [...sections, ...others].filter(({ rows }) => rows.length > 0);
}

/** "12 places in 5 files no longer compile (3 projects checked)." */
export function impactSummary({ impact }: Review): string {
  if (!impact) return "";
  const { generated, projects, findings, unexplained } = impact;
  const failing = [...findings.flatMap(({ places }) => places), ...unexplained].filter(
    ({ certainty }) => certainty === "fails",
  );
  const spots = new Set(failing.map(({ file, line, column }) => `${file}:${line}:${column}`));
  const files = new Set(failing.map(({ file }) => file));
  if (generated.length === 0) return "The generated types are the same.";
  const checked = `${projects.length} ${projects.length === 1 ? "project" : "projects"} checked`;
  if (spots.size === 0) return `Everything compiles with the new types (${checked}).`;
  return `${spots.size} ${spots.size === 1 ? "place" : "places"} in ${files.size} ${files.size === 1 ? "file" : "files"} no longer compile (${checked}).`;
}

function rowsOf(places: readonly ImpactPlace[]): ImpactRow[] {
  const groups = Map.groupBy(places, ({ certainty, kind, file }) => `${certainty} ${kind} ${file}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { certainty, kind, file } = first;
    const spots = new Map(group.toReversed().map((place) => [`${place.line}:${place.column}`, place]));
    const operationIds = [...new Set(group.flatMap(({ operationId }) => operationId ?? []))];
    return [
      { certainty, kind, file, places: [...spots.values()].toReversed(), operationIds, reason: first.text },
    ];
  });
}

/** ` (getPet)`, or nothing where no operation is known. */
export function rowOperations({ operationIds }: ImpactRow): string {
  return operationIds.length > 0 ? ` (${operationIds.join(", ")})` : "";
}

/** `src/pets.ts:3:9, 12:5` */
export function rowPlaces({ file, places }: ImpactRow): string {
  return `${file}:${places.map(({ line, column }) => `${line}:${column}`).join(", ")}`;
}
