import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import { expect, test } from "vitest";
import { ADMIN_PASSWORD, startTarget, type Target } from "../../../scripts/attack/startTarget.ts";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = PLACES.find((path) => existsSync(path));

/** Without a browser a journey is left out, except where a browser was promised: CI. */
export const isLeftOut = executablePath === undefined && process.env.CI === undefined;

/** The server that journeys share. */
export interface ConsoleServer {
  readonly target: Target;
  /** Ends the process and starts another one on the same port and data. */
  restart(between?: () => Promise<void>): Promise<void>;
  /** Restarts on a machine whose clock is this much later, so that sign-ins are no longer recent. */
  restartLater(milliseconds: number): Promise<void>;
}

/** Starts the real server on TLS, as `npm start` does, with the console that was built. */
async function startServer(
  settings: Readonly<Record<string, string>>,
): Promise<ConsoleServer & AsyncDisposable> {
  if (!existsSync(new URL("../dist/index.html", import.meta.url))) {
    throw new Error("The console is not built. Run: npm run build -w apps/console");
  }
  const dataDirectory = mkdtempSync(join(tmpdir(), "gatehouse-console-"));
  let laterMs = 0;
  const start = (more: Readonly<Record<string, string>>) =>
    startTarget({
      dataDirectory,
      tls: true,
      settings: { ...settings, ...more },
      nodeOptions: [`--import=data:text/javascript,const n=Date.now;Date.now=()=>n()+${laterMs}`],
    });
  let target = await start({});
  const port = new URL(target.origin).port;
  const restart: ConsoleServer["restart"] = async (between) => {
    await target.stop();
    await between?.();
    target = await start({ GATEHOUSE_PORT: port });
  };
  return {
    get target() {
      return target;
    },
    restart,
    restartLater: (milliseconds) => {
      laterMs += milliseconds;
      return restart();
    },
    [Symbol.asyncDispose]: async () => {
      await target.stop("SIGKILL");
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** A reader with a browser profile of their own. */
export interface Reader {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complained of: violations of the content policy, errors of scripts. */
  complaints(): readonly string[];
}

/** Failed requests are part of many journeys; the browser reports each of them as an error. */
const EXPECTED = /Failed to load resource|net::ERR_/;

async function openReader(browser: Browser, origin: string, options: BrowserContextOptions): Promise<Reader> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  context.on("console", (message) => {
    if (message.type() === "error" && !EXPECTED.test(message.text())) complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  const page = await context.newPage();
  await page.goto(`${origin}/`);
  return { page, context, complaints: () => complaints };
}

/**
 * Makes a test with a server and a browser that its file shares, and readers of its own. Each test also fails on what the
 * browser complained of.
 */
export function createJourney(settings: Readonly<Record<string, string>> = {}) {
  return (
    test
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of the fixtures from the pattern
      .extend("server", { scope: "file" }, async ({}, { onCleanup }): Promise<ConsoleServer> => {
        const server = await startServer(settings);
        onCleanup(() => server[Symbol.asyncDispose]());
        return server;
      })
      // biome-ignore lint/correctness/noEmptyPattern: as above
      .extend("browser", { scope: "file" }, async ({}, { onCleanup }) => {
        if (executablePath === undefined) {
          throw new Error("CI has no Chromium. Install it: apt-get install chromium");
        }
        const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
        onCleanup(() => browser.close());
        return browser;
      })
      .extend("open", async ({ server, browser }, { onCleanup }) => {
        const readers: Reader[] = [];
        onCleanup(async () => {
          await Promise.all(readers.map(({ context }) => context.close()));
          expect(readers.flatMap(({ complaints }) => complaints())).toEqual([]);
        });
        return async (options: BrowserContextOptions = {}) => {
          const reader = await openReader(browser, server.target.origin, options);
          readers.push(reader);
          return reader;
        };
      })
  );
}

/** Signs a reader in. */
export async function signIn(page: Page, username = "admin", password = ADMIN_PASSWORD): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("navigation", { name: "Pages" }).waitFor();
}

/** Leads to a page by its link. */
export async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}
