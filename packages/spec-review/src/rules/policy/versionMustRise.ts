import type { Rule, Sentences } from "../Rule.ts";
import { words } from "../words.ts";

/** What is wrong with the version. */
interface VersionFault {
  readonly before: string;
  readonly after: string;
  readonly fault: string;
}

/** `info.version` does not say what changed. */
export const versionMustRise: Rule & { describe(fault: VersionFault): Sentences } = {
  id: "version-must-rise",
  axis: "habit",
  severity: "breaking",
  summary:
    "`info.version` does not rise as the change demands (major for breaking, minor for the rest): who pins or compares " +
    "versions takes the new document for the old one.",
  describe: ({ before, after, fault }) => ({
    title:
      before === after
        ? `\`info.version\` is still ${words.code(after)}`
        : `\`info.version\` went from ${words.code(before)} to ${words.code(after)}`,
    why: "Who pins or compares versions takes the new document for the old one, or for one that fits it.",
    remedy: `Raise \`info.version\`: ${fault}.`,
  }),
};
