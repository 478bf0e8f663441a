import { expect, test } from "vitest";
import {
  makeChangelog,
  openDocument,
  REPORT_FORMATS,
  type Review,
  renderChangelog,
  renderReview,
} from "../src/index.ts";
import { review } from "./support/review.ts";
import { changedShop, shop } from "./support/shop.ts";

const SCRIPT = "<script>alert(1)</script>";
const IMAGE = '"><img src=x onerror=alert(1)>';
const FENCE = "```\n# heading\n<b>bold</b>";
const ESCAPES = "\u001b[31mred\u001b]0;title\u0007\u009b2J\r\b";
const TURNED = "\u202egnp.exe";
const MENTION = "@everyone closes #12";
const COMMAND = "x\n::error::forged%0A";

const TAGS = new Set(
  (
    "a b button code dd details div dl dt em h1 h2 header input li main option p pre select span summary table td " +
    "th tr ul"
  ).split(" "),
);

/** What a document may hold where a report quotes it: names, values, texts. */
const hostile = [
  SCRIPT,
  IMAGE,
  FENCE,
  ESCAPES,
  TURNED,
  MENTION,
  COMMAND,
  "a|b",
  "`code`",
  "[x](javascript:alert(1))",
];

function withTexts(text: string, maximum: number) {
  const path = `/paths/~1pets/get`;
  return changedShop({
    "/info/title": text,
    [`${path}/summary`]: text,
    [`${path}/operationId`]: text,
    [`${path}/parameters/0/name`]: text,
    [`${path}/parameters/0/schema/maximum`]: maximum,
    "/components/schemas/Pet/title": text,
    "/components/schemas/Pet/properties/status/enum": maximum === 100 ? ["a"] : ["a", text],
    "/components/schemas/NewPet/properties/status": maximum === 100 ? { enum: [text, "b"] } : { enum: ["b"] },
    [`/components/schemas/NewPet/properties/${text.replaceAll("~", "~0").replaceAll("/", "~1")}`]: {
      type: maximum === 100 ? "string" : "integer",
    },
    [`/paths/~1things-${text.replaceAll("~", "~0").replaceAll("/", "~1")}`]:
      maximum === 100
        ? { get: { operationId: `${text}2`, responses: { "204": { description: "d" } } } }
        : undefined,
  });
}

async function hostileReview(text: string): Promise<Review> {
  const all = await review(withTexts(text, 100), withTexts(text, 50), {
    decisions: {
      file: `${text}.yaml`,
      decisions: [],
      problems: [{ kind: "invalid", fingerprint: text, message: text, file: text, line: 1 }],
    },
  });
  const [first, ...rest] = all.findings;
  if (!first) throw new Error("nothing was found");
  const decision = { reason: text, owner: text, expires: "2027-01-01", replacement: text };
  return { ...all, findings: [{ ...first, decision, blocks: false }, ...rest] };
}

for (const text of hostile) {
  const name = JSON.stringify(text);

  test(`a page that quotes ${name} has no markup of it`, async () => {
    const html = renderReview(await hostileReview(text), "html");
    const body = html.slice(html.indexOf("<main>"), html.indexOf("</main>"));
    const markup = body.replaceAll(/="[^"<>]*"/g, "");
    const tags = new Set([...markup.matchAll(/<([^/\s>][^>]*)>/g)].map(([, tag]) => tag?.split(" ")[0]));
    expect([...tags].filter((tag) => !TAGS.has(tag ?? ""))).toEqual([]);
    expect(markup).not.toMatch(/<[^>]*\son\w+/);
    expect(html.match(/<script>/g)).toHaveLength(1);
  });

  test(`a comment that quotes ${name} stays a comment`, async () => {
    const comment = renderReview(await hostileReview(text), "markdown");
    const { prose, isClosed } = withoutCode(comment);
    expect(isClosed).toBe(true);
    expect(prose).not.toMatch(/<(?!\/?(?:details|summary|b|i|sub|code)>|!-- (?:spec-review )?-->)/);
    expect(prose).not.toMatch(/(?<!\\)\]\(/);
    expect(prose).not.toMatch(/(?<![\w&])[@#]\w/);
    const rows = comment.split("\n").filter((line) => line.startsWith("| "));
    const widths = rows.map((row) => row.replaceAll("\\|", "").split("|").length);
    expect(new Set(widths.slice(0, 2 + 5))).toEqual(new Set([6]));
  });

  test(`annotations that quote ${name} are one line each`, async () => {
    const all = await hostileReview(text);
    const lines = renderReview(all, "github").trimEnd().split("\n");
    const versionLines = all.version.met ? 0 : 1;
    expect(lines).toHaveLength(all.findings.length + all.decisionProblems.length + versionLines);
    for (const line of lines) expect(line).toMatch(/^::(?:error|warning|notice) [^\r]*::[^\r]*$/);
    for (const [, properties] of lines.map((line) => /^::\w+ (.*?)::/.exec(line) ?? [])) {
      expect(properties).toMatch(/^(?:file=[^:,]*,line=\d+,(?:col=\d+,)?)?title=[^:,]*$/);
    }
  });

  test(`a terminal that shows ${name} gets no control characters of it`, async () => {
    const shown = renderReview(await hostileReview(text), "terminal", { color: false, verbose: true });
    expect(shown.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    expect(shown).not.toMatch(/^::error::forged/m);
  });

  test(`data that quotes ${name} can be read back`, async () => {
    const all = await hostileReview(text);
    for (const format of ["json", "sarif"] as const) {
      expect(JSON.stringify(JSON.parse(renderReview(all, format)))).toContain(
        JSON.stringify(text).slice(1, -1),
      );
    }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 cannot hold.
    expect(renderReview(all, "junit")).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  });

  test(`a changelog that quotes ${name} has no markup of it`, async () => {
    const documents = {
      base: await openDocument({ source: withTexts(text, 100), name: "old" }),
      head: await openDocument({ source: withTexts(text, 50), name: "new" }),
    };
    const { prose, isClosed } = withoutCode(renderChangelog(makeChangelog(documents)));
    expect(isClosed).toBe(true);
    expect(prose).not.toMatch(/<(?!!-- -->)/);
    expect(prose).not.toMatch(/(?<!\\)\]\(/);
  });
}

/** Code in a line: in HTML, or between as many backticks on both sides. */
const CODE = /<code>.*?<\/code>|(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)/g;

/** What a reader of Markdown takes for text: blocks of code and code in a line are left out. */
function withoutCode(markdown: string): { readonly prose: string; readonly isClosed: boolean } {
  const kept: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split("\n")) {
    const [, run] = /^(`{3,})/.exec(line) ?? [];
    if (fence === undefined && run !== undefined) fence = run;
    else if (fence !== undefined && line === fence) fence = undefined;
    else if (fence === undefined) kept.push(line.replaceAll(CODE, ""));
  }
  return { prose: kept.join("\n"), isClosed: fence === undefined };
}

test("every format can be rendered for hostile documents", async () => {
  for (const text of hostile) {
    const all = await hostileReview(text);
    for (const format of REPORT_FORMATS) expect(renderReview(all, format).length).toBeGreaterThan(100);
  }
  expect(shop()).toBeDefined();
});
