import { posix } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { renderMarkdown } from "../src/html/renderMarkdown.ts";
import { buildSite, contentOf, OWN, type Tag, tagsOf, textOf } from "./support/buildSite.ts";

const VOID = new Set(["input", "link", "meta", "br", "hr"]);
const ATTACK = `"><script>alert(1)</script><img src=x onerror=alert(1)> [link](javascript:alert(1)) <a href="javascript:alert(1)">x</a>`;
const ATTRIBUTES =
  /^(?:aria-[a-z]+|autocomplete|blocking|charset|checked|class|content|data-(?:root|search)|for|hidden|href|http-equiv|id|lang|name|open|placeholder|popover|popovertarget|rel|role|spellcheck|src|start|style|tabindex|type|value)$/;

/** A document whose every text is an attack, and whose names are hard to keep in files and addresses. */
function hostileDocument(): object {
  const schema = {
    type: "object",
    title: ATTACK,
    description: `${ATTACK}\n\n![picture](https://evil.example/x.png)\n\n<style>*{}</style>\n\n    ${ATTACK}`,
    required: ["a b"],
    properties: {
      "a b": { type: "string", description: ATTACK, enum: [ATTACK, ""], default: ATTACK },
      [ATTACK]: { type: "string", pattern: "^[<>\"']+$", example: ATTACK },
      self: { $ref: "#/components/schemas/Loop" },
      one: {
        oneOf: [{ type: "string" }, { type: "object", title: ATTACK, properties: { x: { type: "null" } } }],
      },
    },
    additionalProperties: { type: "integer" },
  };
  const operation = (operationId: string) => ({
    operationId,
    summary: ATTACK,
    description: ATTACK,
    tags: [ATTACK, "../x", "search", "content", "foot"],
    parameters: [
      { name: ATTACK, in: "query", required: true, description: ATTACK, schema: { type: "string" } },
    ],
    requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Loop" } } } },
    responses: {
      "200": {
        description: ATTACK,
        headers: { "X-Odd": { description: ATTACK, schema: { type: "string" } } },
        content: { "text/html": { example: ATTACK }, "application/json": { schema } },
      },
      "4XX": {
        description: ATTACK,
        content: { "application/json": { example: { code: ATTACK, message: ATTACK } } },
      },
    },
  });
  return {
    openapi: "3.1.1",
    info: { title: ATTACK, version: ATTACK, summary: ATTACK, description: ATTACK },
    servers: [{ url: `https://example.com/${ATTACK.replaceAll(/[{}]/g, "")}`, description: ATTACK }],
    tags: [
      { name: ATTACK, description: ATTACK },
      { name: "about", description: ATTACK },
      // As parts of the page are called.
      ...["search", "content", "foot"].map((name) => ({ name })),
    ],
    paths: {
      "/a": { get: operation("../../etc/passwd"), post: operation("CON") },
      "/b": { get: operation("getThing"), post: operation("GETTHING"), put: operation(ATTACK) },
    },
    components: {
      schemas: {
        Loop: { ...schema, allOf: [{ properties: { next: { $ref: "#/components/schemas/Loop" } } }] },
        loop: { type: "array", items: { $ref: "#/components/schemas/Loop" } },
      },
      securitySchemes: { key: { type: "apiKey", in: "header", name: "x-key", description: ATTACK } },
    },
  };
}

const sites = [
  ["our document", await buildSite(OWN, { guides: [{ title: "Life", text: "# One\n\ntext" }] })],
  ["a hostile document", await buildSite(hostileDocument())],
] as const;

const htmlOf = (site: ReadonlyMap<string, string>) => [...site].filter(([path]) => path.endsWith(".html"));

/** The names of tags that are not closed, or closed without being open. */
function unbalanced(tags: readonly Tag[]): readonly string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const { name, isEnd } of tags.filter((tag) => !VOID.has(tag.name))) {
    if (!isEnd) open.push(name);
    else if (open.at(-1) === name) open.pop();
    else wrong.push(`</${name}> in <${open.at(-1)}>`);
  }
  return [...wrong, ...open];
}

test.each(sites)("every page of %s is well formed, with one script and no event attribute", (_, site) => {
  for (const [path, page] of htmlOf(site)) {
    const tags = tagsOf(page);
    expect(page.match(/</g)?.length, `${path}: each < begins a tag that is known`).toBe(tags.length + 1);
    expect(unbalanced(tags), path).toEqual([]);
    expect(
      tags.filter(({ name, isEnd }) => name === "script" && !isEnd),
      path,
    ).toHaveLength(1);
    expect(
      tags.filter(({ name }) => ["img", "iframe", "style", "object", "base", "form"].includes(name)),
      path,
    ).toEqual([]);
    const attributes = new Set(tags.flatMap((tag) => [...tag.attributes.keys()]));
    expect(
      [...attributes].filter((name) => !ATTRIBUTES.test(name)),
      path,
    ).toEqual([]);
    expect(attributes.has("style"), path).toBe(false);
  }
});

test.each(sites)("every link of %s has a target, and every id is unique", (_, site) => {
  const idsOf = new Map(
    htmlOf(site).map(([path, page]) => [
      path,
      tagsOf(page).flatMap(({ attributes }) => attributes.get("id") ?? []),
    ]),
  );
  for (const [path, ids] of idsOf) expect(new Set(ids).size, `${path}: ids`).toBe(ids.length);
  for (const [path, page] of htmlOf(site)) {
    const targets = tagsOf(page).flatMap(
      ({ attributes }) => attributes.get("href") ?? attributes.get("src") ?? [],
    );
    for (const target of targets) {
      expect(target, path).not.toMatch(/^\s*(?:javascript|data|vbscript):/i);
      if (/^(?:https?|mailto):/.test(target)) continue;
      const [file = "", fragment] = target.split("#");
      const other = file === "" ? path : posix.join(posix.dirname(path), file);
      expect(site.has(other), `${path} links to ${target}`).toBe(true);
      if (fragment !== undefined)
        expect(idsOf.get(other), `${path} links to ${target}`).toContain(decodeURIComponent(fragment));
    }
  }
});

test("a hostile document writes no file outside the folder, and no two that differ only in case", async () => {
  const [, site] = sites[1];
  const paths = [...site.keys()];
  expect(
    paths.filter((path) => !/^(?:[a-z]+\/)?[\w-][\w.-]*\.(?:css|html|js|json|md|svg|txt|yaml)$/.test(path)),
  ).toEqual([]);
  expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length);
});

test("Markdown links lead to the web, to mail or into the page, and images become links", async () => {
  const texts =
    "[web](https://example.com) [mail](mailto:a@b.c) [part](#uri) [file](file:///etc/passwd) [rel](x.html) ![p](https://e.x/p.png)";
  const paths = { "/a": { get: { operationId: "a", description: texts, responses: {} } } };
  const site = await buildSite({ openapi: "3.0.4", info: { title: "t", version: "1" }, paths });
  const page = contentOf(site.get("operations/a.html") ?? "");
  const hrefs = tagsOf(page.slice(0, page.indexOf("</header>"))).flatMap(
    ({ attributes }) => attributes.get("href") ?? [],
  );
  expect(hrefs.filter((href) => !href.startsWith("../"))).toEqual([
    "https://example.com",
    "mailto:a@b.c",
    "#uri",
    "https://e.x/p.png",
  ]);
  expect(textOf(page)).toContain("[file](file:///etc/passwd)");
});

test("the first page has contact and external documentation, and no link to a script", async () => {
  const info = {
    title: "t",
    version: "1",
    contact: { name: "The team", url: "https://team.example", email: "team@team.example" },
    license: { name: "Ours", url: "javascript:alert(1)" },
  };
  const externalDocs = { url: "https://docs.example/start" };
  const site = await buildSite({ openapi: "3.1.1", info, externalDocs, paths: {} });
  const page = contentOf(site.get("index.html") ?? "");
  const hrefs = tagsOf(page).flatMap(({ attributes }) => attributes.get("href") ?? []);
  expect(hrefs.filter((href) => href.includes(":"))).toEqual([
    "https://team.example",
    "mailto:team@team.example",
    "https://docs.example/start",
  ]);
  expect(textOf(page)).toContain(
    "Contact The team E-mail team@team.example Licence Ours Further documentation",
  );
});

test("the fields of a recursive structure end where it repeats", () => {
  const [, site] = sites[1];
  expect(textOf(site.get("structures/Loop.html") ?? "")).toContain("next");
  expect(textOf(site.get("structures/loop-2.html") ?? "")).toContain("list of object");
});

test("the shortcut for plain text has the result of the parser", () => {
  const texts = [
    "A text about the thing.",
    ' Two  spaces, (brackets) and "quotes".\n',
    "It's 1.5 times a 'b'.",
  ];
  // A sign that the short way does not take sends the same text through the parser.
  for (const text of texts) {
    const parsed = renderMarkdown(`${text.trim()}\n\n*x*`).html;
    expect(parsed).toBe(
      `${renderMarkdown(text).html.replace("</p></div>", "</p>\n")}<p><em>x</em></p>\n</div>`,
    );
  }
});

const isSoak = process.env.SOAK !== undefined;
const OPERATIONS = isSoak ? 1_100 : 275;
const STRUCTURES = isSoak ? 600 : 150;
const MOST_BYTES = 17_000;
/** Links to operations, in the navigation and beside the text. */
const MOST_LINKS = 80;

/** Operations in 40 groups, with bodies that share structures. */
function largeDocument(): object {
  const schemas = Array.from({ length: STRUCTURES }, (_, index) => [
    `Thing${index}`,
    {
      type: "object",
      required: ["id"],
      properties: {
        id: { type: "integer", format: "int64", description: "Identifies the thing." },
        ...Object.fromEntries(
          Array.from({ length: 12 }, (__, field) => [
            `field${field}`,
            { type: "string", description: "A text about the thing.", maxLength: 200 },
          ]),
        ),
        next: { $ref: `#/components/schemas/Thing${(index + 1) % STRUCTURES}` },
        others: { type: "array", items: { $ref: `#/components/schemas/Thing${(index + 7) % STRUCTURES}` } },
      },
    },
  ]);
  const paths = Array.from({ length: OPERATIONS }, (_, index) => {
    const schema = { $ref: `#/components/schemas/Thing${index % STRUCTURES}` };
    const content = { "application/json": { schema } };
    const operation = {
      operationId: `putThing${index}`,
      summary: `Put thing ${index}`,
      tags: [`Group ${index % 40}`],
      requestBody: { required: true, content },
      responses: { "200": { description: "The thing.", content }, "404": { description: "No such thing." } },
    };
    return [
      `/things${index}/{id}`,
      {
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
        put: operation,
      },
    ];
  });
  return {
    openapi: "3.1.1",
    info: { title: "Large", version: "1" },
    paths: Object.fromEntries(paths),
    components: { schemas: Object.fromEntries(schemas) },
  };
}

test(`each page of a document with ${OPERATIONS} operations loads at most ${MOST_BYTES} bytes`, {
  timeout: 240_000,
}, async () => {
  const site = await buildSite(largeDocument());
  const zipped = (path: string) => gzipSync(site.get(path) ?? "").length;
  const shared = [...site.keys()].filter((path) => /^assets\/site-.*\.(?:css|js)$/.test(path)).map(zipped);
  const frame = shared.reduce((sum, bytes) => sum + bytes, 0);
  const pages = htmlOf(site).map(([path]) => ({ path, bytes: zipped(path) + frame }));
  expect(pages.filter(({ path }) => path.startsWith("operations/"))).toHaveLength(OPERATIONS);
  expect(pages.filter(({ bytes }) => bytes > MOST_BYTES)).toEqual([]);
  const links = htmlOf(site).map(([path, page]) => ({ path, count: page.split("/operations/").length - 1 }));
  expect(links.filter(({ count }) => count > MOST_LINKS)).toEqual([]);
  // The index of the search is the only file that knows every operation, and it is loaded when a search begins.
  const index = [...site.keys()].find((path) => path.startsWith("assets/search-")) ?? "";
  expect(zipped(index)).toBeLessThan(MOST_BYTES);
});
