import { childPointer } from "@gatehouse/contract";
import type { FindingDraft } from "../findings/Finding.ts";
import { versionMustRise } from "../rules/policy/versionMustRise.ts";
import type { Severity } from "../rules/Rule.ts";

/** What `info.version` is compared with. */
interface VersionCheck {
  readonly before: string;
  readonly after: string;
  /** The severity of the gravest change without a decision; undefined where nothing changed. */
  readonly gravest: Severity | undefined;
}

/** What the change demands of `info.version`. */
export interface VersionLine {
  readonly before: string;
  readonly after: string;
  /** The lowest version that the change allows; null where the versions are not semantic or nothing changed. */
  readonly needed: string | null;
  /** Whether the new version is at least that; true where none is needed. */
  readonly met: boolean;
}

type Version = readonly [major: number, minor: number, patch: number];

/** Compares `info.version` with what the change demands (semantic versioning 2.0.0; in 0.x the minor part is the major). */
export function checkVersion({ before, after, gravest }: VersionCheck): VersionLine {
  const [old, now] = [parse(before), parse(after)];
  if (!old || !now || gravest === undefined) return { before, after, needed: null, met: true };
  const needed = neededVersion(old, gravest);
  return { before, after, needed: needed.join("."), met: isAtLeast(now, needed) };
}

/** The finding of the rule `version-must-rise`; none if the version rises enough. */
export function versionDraft(line: VersionLine, gravest: Severity | undefined): FindingDraft[] {
  const { before, after, needed, met } = line;
  if (met || needed === null) return [];
  const pointer = childPointer("", "info", "version");
  return [
    {
      id: versionMustRise.id,
      severity: gravest === "breaking" ? "breaking" : "risky",
      ...versionMustRise.describe({ before, after, fault: `a change like this needs ${needed} or later` }),
      direction: undefined,
      site: "info.version",
      subject: undefined,
      base: { pointer, value: before },
      head: { pointer, value: after },
      operations: [],
      witness: undefined,
    },
  ];
}

/** A date such as 2026.11.29 and a version without a patch are no semantic versions. */
function parse(text: string): Version | undefined {
  const match = /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-[\w.-]+)?(?:\+[\w.-]+)?$/.exec(text);
  if (!match || Number(match[1]) >= FIRST_YEAR) return undefined;
  return [Number(match[1]), Number(match[2]), Number(match[3])];
}

const FIRST_YEAR = 1900;

function neededVersion([major, minor, patch]: Version, gravest: Severity): Version {
  if (major > 0) return gravest === "breaking" ? [major + 1, 0, 0] : [major, minor + 1, 0];
  return gravest === "breaking" ? [0, minor + 1, 0] : [0, minor, patch + 1];
}

function isAtLeast(version: Version, wanted: Version): boolean {
  for (const [index, part] of wanted.entries()) {
    const own = version[index] ?? 0;
    if (own !== part) return own > part;
  }
  return true;
}
