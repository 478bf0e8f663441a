import { existsSync } from "node:fs";
import { env } from "node:process";

/** The headless shell first: it is the same engine without windows, and takes a third of the time for a page. */
const NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];
const found = NAMES.map((name) => `/usr/bin/${name}`).find((path) => existsSync(path));

/** Whether tests in a browser are skipped: where there is none, except in CI. */
export const isWithoutBrowser = found === undefined && env.CI === undefined;

/**
 * Options of a Chromium for tests. V8 compiles without its optimizers, in one thread: they take more processor time than
 * they save on pages that live for seconds. Pages look the same.
 */
export const BROWSER_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--js-flags=--no-opt --no-maglev --single-threaded",
];

/**
 * The path of an installed Chromium.
 *
 * @throws {Error} when there is none
 */
export function findBrowser(): string {
  if (found === undefined) throw new Error("CI has no Chromium. Install it: apt-get install chromium");
  return found;
}
