import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
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
import { BROWSER_FLAGS, findBrowser, isWithoutBrowser } from "../../../scripts/browser/findBrowser.ts";
import { bundledMain } from "../../../scripts/faults/provideBundle.ts";

/** The server that journeys share. */
export interface ConsoleServer {
  readonly target: Target;
  /** Ends the process and starts another one on the same port and data. */
  restart(between?: () => Promise<void>): Promise<void>;
  /** The clock of its machine, in Unix milliseconds. */
  nowMs(): number;
  /** Sets that clock forward. */
  setForward(milliseconds: number): Promise<void>;
}

/** Settings of a server, or what finds them when the first test of a file needs it. */
type Settings =
  | Readonly<Record<string, string>>
  | ((onCleanup: (clean: () => PromiseLike<void>) => void) => Promise<Readonly<Record<string, string>>>);

/** Starts the real server on TLS, as `npm start` does, with the console that was built. */
async function startServer(
  settings: Readonly<Record<string, string>>,
): Promise<ConsoleServer & AsyncDisposable> {
  if (!existsSync(new URL("../dist/index.html", import.meta.url))) {
    throw new Error("The console is not built. Run: npm run build -w apps/console");
  }
  const dataDirectory = mkdtempSync(join(tmpdir(), "gatehouse-console-"));
  const clockFile = join(dataDirectory, "clock");
  let laterMs = 0;
  writeFileSync(clockFile, "0");
  const start = (more: Readonly<Record<string, string>>) =>
    startTarget({
      dataDirectory,
      program: bundledMain(),
      tls: true,
      settings: { ...settings, ...more },
      nodeOptions: [`--import=data:text/javascript,${encodeURIComponent(settableClock(clockFile))}`],
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
    nowMs: () => Date.now() + laterMs,
    setForward: async (milliseconds) => {
      laterMs += milliseconds;
      const setMs = Date.now() + laterMs;
      const isThere = async (): Promise<boolean> => {
        const { text } = await target.send({ path: "/api/admin/v1/sign-ins" });
        return JSON.parse(text).time >= setMs;
      };
      writeFileSync(clockFile, String(laterMs));
      await expect.poll(isThere, { timeout: PATIENCE_MS }).toBe(true);
    },
    [Symbol.asyncDispose]: async () => {
      await target.stop("SIGKILL");
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** Adds the milliseconds in a file to the clock of a process. */
function settableClock(file: string): string {
  return `
    import { readFileSync } from "node:fs";
    const now = Date.now;
    let laterMs = 0;
    const read = () => { laterMs = Number(readFileSync(${JSON.stringify(file)}, "utf8")); };
    read();
    setInterval(read, 20).unref();
    Date.now = () => now() + laterMs;`;
}

/** A reader with a browser profile of their own. */
export interface Reader {
  readonly page: Page;
  readonly context: BrowserContext;
  /** The problems that the browser reported: violations of the content policy, errors of scripts. */
  complaints(): readonly string[];
}

/** How long a page may take on a slow machine. */
export const PATIENCE_MS = 30_000;

/** Failed requests are part of many journeys; the browser reports each of them as an error. */
const EXPECTED = /Failed to load resource|net::ERR_/;

/** Options of a reader's browser. */
interface ReaderOptions extends BrowserContextOptions {
  /** Prepares the page before it is opened. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

async function openReader(
  browser: Browser,
  origin: string,
  { prepare, ...options }: ReaderOptions,
): Promise<Reader> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  context.on("console", (message) => {
    if (message.type() === "error" && !EXPECTED.test(message.text())) complaints.push(message.text());
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  const page = await context.newPage();
  await prepare?.(page);
  await page.goto(`${origin}/`);
  return { page, context, complaints: () => complaints };
}

/**
 * Lets a reader wait for a later test, without other pages and stand-ins. It waits at a page of the same site without
 * scripts, which takes no processor time, and which the browser leaves without a new process.
 */
async function restReader({ page, context }: Reader, origin: string): Promise<void> {
  const others = context.pages().filter((one) => one !== page);
  await Promise.all(others.map((one) => one.close()));
  for (const event of ["request", "response"]) await page.removeAllListeners(event, { behavior: "wait" });
  await page.unrouteAll({ behavior: "wait" });
  await context.setOffline(false);
  await page.goto(`${origin}/api/admin/v1/sign-ins`);
}

/**
 * Makes a reader of an earlier test a new one, without cookies and storage. A browser profile of its own costs more than
 * the rest of a short journey.
 */
async function renewReader(reader: Reader, origin: string): Promise<Reader> {
  const { page, context } = reader;
  const session = await context.newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "all" });
  await session.detach();
  await page.goto(`${origin}/`);
  return reader;
}

/** Widths at which the page is wider than its window. */
export async function findOverflows(page: Page): Promise<readonly string[]> {
  const wide: string[] = [];
  for (const width of [360, 800, 1920, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (excess > 0) wide.push(`${excess} px too wide at ${width}`);
  }
  return wide;
}

/**
 * The browser and the idle readers of all files of a process. Vitest itself makes what has the scope of a worker once for
 * each file that extends it.
 */
function createSharedBrowser() {
  let launched: Promise<Browser> | undefined;
  return {
    launch: () => {
      launched ??= chromium.launch({ executablePath: findBrowser(), args: BROWSER_FLAGS });
      return launched;
    },
    idle: [] as Reader[],
  };
}

const shared = createSharedBrowser();

const inBrowser = test
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of the fixtures from the pattern
  .extend("browser", { scope: "worker" }, async ({}, { onCleanup }) => {
    const browser = await shared.launch();
    onCleanup(() => browser.close());
    return browser;
  });

/** Options of a file of journeys beside the settings of its server. */
interface JourneyOptions {
  readonly isSkipped?: boolean;
}

function extendTest(settings: Settings) {
  return (
    inBrowser
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of the fixtures from the pattern
      .extend("server", { scope: "file" }, async ({}, { onCleanup }): Promise<ConsoleServer> => {
        const cleanups: (() => PromiseLike<void>)[] = [];
        onCleanup(async () => {
          for (const clean of cleanups.reverse()) await clean();
        });
        const found =
          typeof settings === "function" ? await settings((clean) => cleanups.push(clean)) : settings;
        const server = await startServer(found);
        cleanups.push(() => server[Symbol.asyncDispose]());
        return server;
      })
      .extend("open", async ({ server, browser }, { onCleanup }) => {
        const readers: Reader[] = [];
        const special: Reader[] = [];
        onCleanup(async () => {
          await Promise.all(special.map(({ context }) => context.close()));
          expect([...readers, ...special].flatMap(({ complaints }) => complaints())).toEqual([]);
          await Promise.all(readers.map((reader) => restReader(reader, server.target.origin)));
          shared.idle.push(...readers);
        });
        return async (options?: ReaderOptions) => {
          const { origin } = server.target;
          const former = options === undefined ? shared.idle.pop() : undefined;
          const reader = await (former === undefined
            ? openReader(browser, origin, options ?? {})
            : renewReader(former, origin));
          (options === undefined ? readers : special).push(reader);
          return reader;
        };
      })
  );
}

/**
 * Makes a test with a server that its file shares, and readers of its own. Each test also fails on what the browser
 * complained of.
 */
export function createJourney(
  settings: Settings = {},
  { isSkipped = false }: JourneyOptions = {},
): ReturnType<ReturnType<typeof extendTest>["skipIf"]> {
  return extendTest(settings).skipIf(isWithoutBrowser || isSkipped);
}

/** Signs a reader in. */
export async function signIn(page: Page, username = "admin", password = ADMIN_PASSWORD): Promise<void> {
  await page.getByLabel("Name", { exact: true }).fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
}

/** Leads to a page by its link. */
export async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}
