import picocolors from "picocolors";
import { formatLocation } from "../Contract.ts";
import type { Difference, DifferenceKind } from "./Difference.ts";
import { describeActual } from "./describeActual.ts";

/** How differences are shown. */
export interface RenderOptions {
  /** With colours, for a terminal. @default false */
  readonly color?: boolean;
  /** Kinds and sizes in place of values. @default false */
  readonly redact?: boolean;
}

type Colors = ReturnType<typeof picocolors.createColors>;

/** Renders differences for a reader: the contract beside the response, with the location in the source files. */
export function renderDifferences(differences: readonly Difference[], options: RenderOptions = {}): string {
  const colors = picocolors.createColors(options.color ?? false);
  const groups = Map.groupBy(differences, ({ operationId, status }) => `${operationId} answered ${status}`);
  return [...groups]
    .map(([title, members]) => renderGroup(colors, title, { members, redact: options.redact ?? false }))
    .join("\n\n");
}

interface Group {
  readonly members: readonly Difference[];
  readonly redact: boolean;
}

function renderGroup(colors: Colors, title: string, { members, redact }: Group): string {
  const count = members.length === 1 ? "1 difference" : `${members.length} differences`;
  const head = colors.bold(`${title}, not as its contract says: ${count}`);
  return [head, ...members.map((member) => renderOne(colors, member, redact))].join("\n\n");
}

function renderOne(colors: Colors, difference: Difference, redact: boolean): string {
  const { expected, suggestion, location, responsePointer } = difference;
  const lines = [
    `  ${colors.red("✗")} ${colors.bold(KIND_TITLES[difference.kind])} at ${colors.cyan(responsePointer)}`,
    `    contract  ${colors.green(expected)}`,
    `    response  ${colors.red(describeActual(difference, { redact }))}`,
  ];
  if (suggestion !== undefined)
    lines.push(`    meant     ${colors.yellow(JSON.stringify(suggestion))}, perhaps`);
  return [
    ...lines,
    colors.dim(`    see       ${formatLocation(location)}  ${difference.documentPointer}`),
  ].join("\n");
}

const KIND_TITLES: Readonly<Record<DifferenceKind, string>> = {
  "duplicate-items": "repeated items",
  "forbidden-property": "forbidden property",
  "invalid-header": "wrong header",
  "malformed-body": "unreadable body",
  "missing-body": "missing body",
  "missing-header": "missing header",
  "missing-property": "missing property",
  "not-in-enum": "value not in the list",
  "out-of-range": "number out of range",
  "pattern-mismatch": "pattern not matched",
  "schema-mismatch": "value against the schema",
  "undocumented-header": "undocumented header",
  "undocumented-media-type": "undocumented media type",
  "undocumented-status": "undocumented status",
  "unexpected-body": "unexpected body",
  "unlisted-property": "unlisted property",
  "write-only-property": "write-only property",
  "wrong-constant": "wrong constant",
  "wrong-format": "wrong format",
  "wrong-length": "wrong length",
  "wrong-type": "wrong type",
  "wrong-variant": "no fitting variant",
};
