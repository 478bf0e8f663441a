import type { Measurement } from "./Measurement.ts";
import type { PublicPackage } from "./publicDocuments.ts";

/** A public document, reviewed against itself and against a restated copy. */
export interface MeasuredDocument {
  readonly document: string;
  readonly dialect: string;
  readonly self: Measurement | string;
  readonly restated: Measurement | string;
}

/** All that the page shows. */
export interface Measurements {
  readonly made: { readonly changed: Measurement | string; readonly same: Measurement | string };
  readonly measured: readonly MeasuredDocument[];
  readonly packages: readonly PublicPackage[];
}

/** Writes the page. */
export function renderMeasurements({ made, measured, packages }: Measurements): string {
  return `# Spec review, measured

Made by \`npm run measure -w @gatehouse/spec-review\`; do not edit. Each review ran in a process of its own. Times are
those of a machine with two shared cores that had other work to do; the processor time is what the process used from
its start to its end, loading the program and reading both documents included.

## 1,000 operations

A made document of 1,000 operations over 500 linked schemas, against itself and against itself with every tenth resource
changed; the fastest of seven runs.

| pair | findings | breaking | reading | comparing | processor | peak memory |
| --- | --- | --- | --- | --- | --- | --- |
| against itself changed | ${cells(made.changed)} |
| against itself | ${cells(made.same)} |

## Public documents

Against themselves, and against a copy that says the same in other words: keys and lists in another order, references
written out, schemas given names, the text written anew. Documents from ${packages
    .map(({ name, version }) => `\`${name}\` ${version}`)
    .join(" and ")}.

| document | OpenAPI | operations | findings against itself | against the copy | reading | comparing with the copy | peak memory |
| --- | --- | --- | --- | --- | --- | --- | --- |
${measured.map(row).join("\n")}
`;
}

function row({ document, dialect, self, restated }: MeasuredDocument): string {
  const [name = "", file = ""] = document.split(" ");
  const label = file.replace(/^(api|generated)\//, "").replace(/\.json$/, "");
  const operations = typeof self === "string" ? "" : self.operations.toLocaleString("en");
  const times =
    typeof restated === "string"
      ? ["", "", ""]
      : [seconds(restated.openMs), seconds(restated.reviewMs), `${restated.peakMib} MiB`];
  const found = [self, restated].map((one) =>
    typeof one === "string" ? `failed: ${one}` : String(one.findings),
  );
  return `| ${[`${label} (\`${name}\`)`, dialect, operations, ...found, ...times].join(" | ")} |`;
}

function cells(measurement: Measurement | string): string {
  if (typeof measurement === "string") return `failed: ${measurement} | | | | |`;
  const { findings, breaking, openMs, reviewMs, cpuMs, peakMib } = measurement;
  return [findings, breaking, seconds(openMs), seconds(reviewMs), seconds(cpuMs), `${peakMib} MiB`].join(
    " | ",
  );
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
