import { type Setting, settings } from "../src/config/settings.ts";

/** Makes `docs/settings.md` from the table of settings. */
export function generateSettingsPage(): string {
  const rows = Object.entries<Setting>(settings).map(
    ([name, { description, defaultValue, secret }]) =>
      `| \`${name}\` | ${description}${secret ? " Secret: never logged." : ""} | ${defaultValue} |`,
  );
  return [
    "<!-- Generated from apps/server/src/config/settings.ts by `npm run generate`. Do not edit. -->",
    "",
    "# Settings",
    "",
    "All settings are environment variables. They are checked at start; every problem is listed, and a name that is not in",
    "this table is rejected.",
    "",
    "| variable | meaning | default |",
    "| --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}
