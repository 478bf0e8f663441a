import type { Rule, Sentences } from "../Rule.ts";
import { words } from "../words.ts";

/** What is wrong with the version. */
interface VersionFault {
  readonly before: string;
  readonly after: string;
  readonly fault: string;
}

/** `info.version` does not rise as the change demands. */
export const versionMustRise: Rule & { describe(fault: VersionFault): Sentences } = {
  id: "version-must-rise",
  axis: "habit",
  severity: "breaking",
  summary:
    "`info.version` does not rise as the change demands (major if it is breaking, else minor): clients that compare " +
    "versions take the new document for the old one.",
  describe: ({ before, after, fault }) => ({
    title:
      before === after
        ? `\`info.version\` is still ${words.code(after)}`
        : `\`info.version\` went from ${words.code(before)} to ${words.code(after)}`,
    why: "Clients that compare versions take the new document for the old one, or for a compatible one.",
    remedy: `Raise \`info.version\`: ${fault}.`,
  }),
};
