import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { findBrowser, isWithoutBrowser } from "../../../scripts/browser/findBrowser.ts";
import { renderHtml } from "../src/index.ts";
import { htmlScript } from "../src/report/htmlStyle.ts";
import { createFolder } from "./support/createFolder.ts";
import { review } from "./support/review.ts";
import { changedShop, shop } from "./support/shop.ts";

/** The page as it stands in a browser after its script has run, and what the browser complains of. */
async function openPage(html: string, target: string, width = 800) {
  using folder = createFolder({ "review.html": html });
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"];
  const quiet = ["--disable-background-networking", `--user-data-dir=${folder.path}/profile`];
  // The timers of the page have run before its elements are printed.
  const log = [
    "--enable-logging=stderr",
    "--virtual-time-budget=5000",
    "--dump-dom",
    `--window-size=${width},900`,
  ];
  const url = `${pathToFileURL(`${folder.path}/review.html`).href}#${target}`;
  const options = { timeout: 90_000, maxBuffer: 64 * 1024 * 1024 };
  const { stdout, stderr } = await promisify(execFile)(
    findBrowser(),
    [...flags, ...quiet, ...log, url],
    options,
  );
  return { dom: stdout, complaints: stderr.split("\n").filter((line) => line.includes("CONSOLE")) };
}

test.skipIf(isWithoutBrowser)(
  "in a browser the page works under its content security policy, and a link opens its target",
  { timeout: 120_000 },
  async () => {
    const all = await review(shop(), changedShop());
    const safe = all.findings.find(({ severity }) => severity === "safe");
    const html = renderHtml(all);
    const card = new RegExp(`<details class="finding safe" id="f-${safe?.fingerprint}"( open="")?`);
    expect(card.exec(html)?.[1]).toBeUndefined();
    const { dom, complaints } = await openPage(html, `f-${safe?.fingerprint}`);
    expect(complaints).toEqual([]);
    expect(new RegExp(`id="f-${safe?.fingerprint}"[^>]* open=""`).test(dom)).toBe(true);
  },
);

test.skipIf(isWithoutBrowser)(
  "in a browser the texts of a hostile document stay texts",
  { timeout: 120_000 },
  async () => {
    const text = `"><img src=x onerror=console.error("run")><script>console.error("run")</script>`;
    const patch = { "/info/title": text, "/paths/~1pets/get/operationId": text };
    const { dom, complaints } = await openPage(renderHtml(await review(shop(patch), changedShop(patch))), "");
    expect(complaints).toEqual([]);
    expect(dom).not.toContain("<img");
    expect(dom.match(/<script>/g)).toHaveLength(1);
  },
);

test.skipIf(isWithoutBrowser)(
  "in a browser a search filters changes and operations",
  { timeout: 120_000 },
  async () => {
    const all = await review(shop(), changedShop());
    const html = andThen(renderHtml(all), `search.value = "query tag"; apply();`);
    const { dom, complaints } = await openPage(html, "");
    expect(complaints).toEqual([]);
    const cards = [...dom.matchAll(/<details class="finding [^>]*>/g)].map(([tag]) => tag);
    expect(cards).toHaveLength(all.findings.length);
    expect(cards.filter((tag) => !tag.includes(" hidden"))).toHaveLength(1);
  },
);

test.skipIf(isWithoutBrowser).for([
  { count: 300, isLater: false },
  { count: 301, isLater: true },
])(
  "in a browser each of $count cards is laid out, also those that were never in view",
  { timeout: 120_000 },
  async ({ count, isLater }) => {
    const operation = { get: { responses: { "204": { description: "nothing" } } } };
    const paths = Array.from({ length: count }, (_, index) => [`/things${index}`, operation]);
    const before = shop({ "/paths": Object.fromEntries(paths) });
    const html = renderHtml(await review(before, shop({ "/paths": {} })));
    expect(html.includes('<main class="many">')).toBe(isLater);
    const { dom, complaints } = await openPage(html, "");
    expect(complaints).toEqual([]);
    const cards = [...dom.matchAll(/<details class="finding [^>]*>/g)].map(([tag]) => tag);
    expect(cards).toHaveLength(count);
    const laidOut = cards.filter((tag) => tag.includes('style="content-visibility: visible;"'));
    expect(laidOut).toHaveLength(isLater ? count : 0);
  },
);

test.skipIf(isWithoutBrowser).for([500, 800, 1_200])(
  "in a browser of %i px a long address leaves room for the title beside it",
  { timeout: 120_000 },
  async (width) => {
    const path = `/organisations/{organisation}/${"departments-and-teams/{department}/".repeat(4)}members`;
    const responses = { "204": { description: "nothing" } };
    const withPath = (maximum: number) => {
      const parameter = { name: "limit", in: "query", schema: { type: "integer", maximum } };
      return shop({ "/paths": { [path]: { get: { parameters: [parameter], responses } } } });
    };
    const measured = `const wide = (element) => element.getBoundingClientRect().width;
      const shares = cards.map((card) => wide(card.querySelector(".title")) / wide(card));
      document.body.dataset.measured = [Math.min(...shares), document.documentElement.scrollWidth - innerWidth].join();`;
    const { dom } = await openPage(
      andThen(renderHtml(await review(withPath(90), withPath(50))), measured),
      "",
      width,
    );
    const [least, tooWide] = /data-measured="([^"]+)"/.exec(dom)?.[1]?.split(",").map(Number) ?? [];
    expect(dom).toContain(`<span class="soft">GET ${path}</span>`);
    expect(least).toBeGreaterThan(0.4);
    expect(tooWide).toBeLessThanOrEqual(0);
  },
);

/** Enough for groups that the page leaves out. */
const OPERATIONS = Math.max(300, Math.ceil(1_100 * Number(process.env.SOAK ?? 0)));

test("many operations are shown in groups, with their names on demand", async () => {
  const pathsWith = (less: number) =>
    Object.fromEntries(
      // The same change everywhere would be one finding.
      Array.from({ length: OPERATIONS }, (_, index) => [
        `/things${index}`,
        {
          get: {
            tags: [`tag ${index % 40}`],
            parameters: [
              {
                name: "limit",
                in: "query",
                schema: { type: "integer", maximum: index % 2 ? 2_000 + index - less : 99 },
              },
            ],
            responses: { "204": { description: "nothing" } },
          },
        },
      ]),
    );
  const html = renderHtml(await review(shop({ "/paths": pathsWith(0) }), shop({ "/paths": pathsWith(5) })));
  const [all, changed] = [OPERATIONS, Math.floor(OPERATIONS / 2)].map((count) => count.toLocaleString("en"));
  expect(html).toContain(`${changed} of ${all} affected`);
  expect(html).toContain(
    `20 groups without a change, ${Math.ceil(OPERATIONS / 2).toLocaleString("en")} operations`,
  );
  expect(html).toContain("5 more groups, ");
  expect(html).not.toMatch(/<details class="(?:group|finding|same)[^>]* open/);
});

/** The page with more at the end of its script, which its own policy allows. */
function andThen(html: string, more: string): string {
  const script = htmlScript.replace(/\}\n$/, `${more}\n}\n`);
  return html.replace(htmlScript, script).replace(hashOf(htmlScript), hashOf(script));
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
