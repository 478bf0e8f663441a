import { jsonPointer } from "../json/jsonPointer.ts";
import type { FindingDraft } from "../review/FindingDraft.ts";
import { versionMustRise } from "../rules/policy/versionMustRise.ts";
import type { Severity } from "../rules/Severity.ts";

/** What the version is held against. */
export interface VersionCheck {
  readonly before: string;
  readonly after: string;
  /** The gravest thing that changed; undefined where nothing did. */
  readonly gravest: Severity | undefined;
}

type Part = "major" | "minor";

/** Tells whether `info.version` rises as the change demands (semantic versioning; in 0.x the minor part is the major). */
export function checkVersion({ before, after, gravest }: VersionCheck): FindingDraft[] {
  if (gravest === undefined) return [];
  const demanded: Part = gravest === "breaking" ? "major" : "minor";
  const fault = faultOf(before, after, demanded);
  if (fault === undefined) return [];
  const pointer = jsonPointer.append("", "info", "version");
  return [
    {
      id: versionMustRise.id,
      severity: demanded === "major" ? "breaking" : "risky",
      ...versionMustRise.say({ before, after, fault }),
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

/** Where either version is no semantic one, all that can be asked is that they differ. */
function faultOf(before: string, after: string, demanded: Part): string | undefined {
  const [old, now] = [parse(before), parse(after)];
  if (!old || !now) return before === after ? `a change like this needs another version` : undefined;
  const wanted = wantedVersion(old, demanded);
  return isAtLeast(now, wanted) ? undefined : `a change like this needs ${wanted.join(".")} or later`;
}

type Version = readonly [major: number, minor: number, patch: number];

function parse(text: string): Version | undefined {
  const match = /^v?(\d+)\.(\d+)\.(\d+)/.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}

function wantedVersion([major, minor, patch]: Version, demanded: Part): Version {
  if (major > 0) return demanded === "major" ? [major + 1, 0, 0] : [major, minor + 1, 0];
  return demanded === "major" ? [0, minor + 1, 0] : [0, minor, patch + 1];
}

function isAtLeast(version: Version, wanted: Version): boolean {
  for (const [index, part] of wanted.entries()) {
    const own = version[index] ?? 0;
    if (own !== part) return own > part;
  }
  return true;
}
