import type { Finding, ImpactLocation } from "../findings/Finding.ts";
import type { Review } from "../review/Review.ts";

/** The locations of one kind in one file that a change affects. */
export interface ImpactRow extends Pick<ImpactLocation, "certainty" | "kind" | "file"> {
  /** Each once, also if it has several errors. */
  readonly locations: readonly ImpactLocation[];
  /** The operations that they belong to. */
  readonly operationIds: readonly string[];
  /** The error at the first of them, in one line. */
  readonly reason: string;
}

/** A change, or a group of errors without one, and the locations that it affects. */
export interface ImpactSection {
  readonly title: string;
  /** The change; undefined for errors that belong to none. */
  readonly finding: Finding | undefined;
  readonly rows: readonly ImpactRow[];
}

/** The impact in sections, the gravest change first. */
export function impactSections({ impact, findings }: Review): ImpactSection[] {
  if (!impact) return [];
  const locations = new Map(impact.findings.map((found) => [found.fingerprint, found.locations]));
  const sections = findings.map((finding) => ({
    title: finding.title,
    finding,
    rows: rowsOf(locations.get(finding.fingerprint) ?? []),
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

/** "12 locations in 5 files no longer compile (3 projects checked)." */
export function impactSummary({ impact }: Review): string {
  if (!impact) return "";
  const { generated, projects, findings, unexplained } = impact;
  const failing = [...findings.flatMap(({ locations }) => locations), ...unexplained].filter(
    ({ certainty }) => certainty === "fails",
  );
  const distinct = new Set(failing.map(({ file, line, column }) => `${file}:${line}:${column}`));
  const files = new Set(failing.map(({ file }) => file));
  if (generated.length === 0) return "The generated types are the same.";
  const checked = `${projects.length} ${projects.length === 1 ? "project" : "projects"} checked`;
  if (distinct.size === 0) return `Everything compiles with the new types (${checked}).`;
  return `${distinct.size} ${distinct.size === 1 ? "location" : "locations"} in ${files.size} ${files.size === 1 ? "file" : "files"} no longer compile (${checked}).`;
}

function rowsOf(locations: readonly ImpactLocation[]): ImpactRow[] {
  const groups = Map.groupBy(locations, ({ certainty, kind, file }) => `${certainty} ${kind} ${file}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { certainty, kind, file } = first;
    const distinct = new Map(
      group.toReversed().map((location) => [`${location.line}:${location.column}`, location]),
    );
    const operationIds = [...new Set(group.flatMap(({ operationId }) => operationId ?? []))];
    return [
      {
        certainty,
        kind,
        file,
        locations: [...distinct.values()].toReversed(),
        operationIds,
        reason: first.text,
      },
    ];
  });
}

/** ` (getPet)`, or nothing where no operation is known. */
export function rowOperations({ operationIds }: ImpactRow): string {
  return operationIds.length > 0 ? ` (${operationIds.join(", ")})` : "";
}

/** `src/pets.ts:3:9, 12:5` */
export function rowLocations({ file, locations }: ImpactRow): string {
  return `${file}:${locations.map(({ line, column }) => `${line}:${column}`).join(", ")}`;
}
