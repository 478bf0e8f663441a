import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Environment } from "../config/createSettingsReader.ts";

const NAME = "gatehouse";
/** The command where a release lies and no link to it is on the PATH. */
const IN_RELEASE = fileURLToPath(new URL("../../../../deploy/gatehouse", import.meta.url));
/** The name before one of its commands, as texts have it. */
const HINT = /(?<![\w/(-])gatehouse (?=(?:accounts|audit|backup|config|doctor|serve|sessions|sign-ins)\b)/g;

/**
 * How the reader calls this command: `npx gatehouse` in a checkout, `gatehouse` where the shell finds it, else the file of
 * the release.
 */
export function commandName(environment: Environment, folder: string): string {
  // npm sets it for `npm start` and for npx, with the commands of the checkout on the PATH.
  if (environment.npm_lifecycle_event !== undefined) return `npx ${NAME}`;
  const { PATH = "" } = environment;
  if (PATH.split(delimiter).some((one) => one !== "" && existsSync(join(one, NAME)))) return NAME;
  return existsSync(join(folder, "node_modules/.bin", NAME)) ? `npx ${NAME}` : IN_RELEASE;
}

/** Makes the function that writes the hints in a text so that they can be pasted. */
export function createHintWriter(name: string): (text: string) => string {
  return name === NAME ? (text) => text : (text) => text.replaceAll(HINT, () => `${name} `);
}
