import { type Html, html } from "@gatehouse/contract";
import type { DocsModel, ErrorDoc, OperationEntry, StructureDoc, TagDoc } from "../model/DocsModel.ts";
import { MOST_LISTED, methodBadge, operationPath, type Page, rootOf, type Site } from "./renderLayout.ts";
import { plainText, renderCode, renderMarkdown } from "./renderMarkdown.ts";
import { renderFacts, renderSchema } from "./renderSchema.ts";

/** The operations of an error that are named at once. */
const MOST_NAMED = 6;

/** The first page: what the document says of itself, and its operations. */
export function overviewPage({ model }: Site): Page {
  const { title, version, summary, description, links, servers, tags, operations } = model;
  const isSmall = operations.length <= MOST_LISTED;
  const groups = tags.map((tag) =>
    isSmall
      ? html`<section><h2 id="tag-${tag.page}"><a href="tags/${tag.page}.html">${tag.name}</a></h2>${renderMarkdown(tag.description)}${operationList(tag.operations, "")}</section>`
      : html`<li><a class="card" href="tags/${tag.page}.html"><b>${tag.name}</b> <span class="count">${tag.operations.length}</span><span class="muted">${plainText(tag.description, 90)}</span></a></li>`,
  );
  const content = html`<article>
<header class="head"><h1>${title}</h1><p class="muted">Version ${version}${summary !== undefined && ` · ${summary}`}</p>
${renderMarkdown(description, 2)}</header>
${links.length > 0 && html`<ul class="plain">${links.map(({ label, text, url }) => html`<li><span class="muted">${label}</span> ${url === undefined ? text : html`<a href="${url}">${text}</a>`}</li>`)}</ul>`}
${servers.length > 0 && html`<h2 id="servers">Servers</h2><ul class="plain">${servers.map(({ url, description: text }) => html`<li><code>${url}</code> <span class="muted">${text}</span></li>`)}</ul>`}
${isSmall ? groups : html`<h2 id="operations">Operations</h2><ul class="cards">${groups}</ul>`}
<h2 id="download">Download</h2><ul class="plain"><li><a href="openapi.yaml">openapi.yaml</a>, <a href="openapi.json">openapi.json</a> <span class="muted">the document in one piece</span></li><li><a href="llms.txt">llms.txt</a> <span class="muted">a list of these pages as Markdown, for terminals and agents</span></li></ul>
</article>`;
  return { path: "index.html", title, description: description ?? summary, content };
}

function operationList(operations: readonly OperationEntry[], root: string): Html {
  const rows = operations.map(
    (entry) =>
      html`<li><a href="${root}${operationPath(entry)}">${methodBadge(entry.method)}<span class="title">${entry.title}${entry.deprecated && html` <span class="flag deprecated">deprecated</span>`}</span><code>${entry.path}</code></a></li>`,
  );
  return html`<ul class="operations">${rows}</ul>`;
}

/** The operations of a tag. */
export function tagPage({ name, page, description, operations }: TagDoc): Page {
  const path = `tags/${page}.html`;
  const content = html`<article><header class="head"><h1>${name}</h1>${renderMarkdown(description, 2)}</header>${operationList(operations, rootOf(path))}</article>`;
  return { path, title: name, description, content };
}

/** All structures, by their first letter. */
export function structuresPage({ model }: Site): Page {
  const path = "structures/index.html";
  const groups = Map.groupBy(
    model.structures.toSorted((one, other) => one.name.localeCompare(other.name)),
    ({ name }) => name.charAt(0).toUpperCase(),
  );
  const sections = [...groups].map(
    ([letter, members]) =>
      html`<section class="letter"><h2>${letter}</h2><ul class="names">${members.map(({ name, page }) => html`<li><a href="${page}.html">${name}</a></li>`)}</ul></section>`,
  );
  const content = html`<article><header class="head"><h1>Structures</h1><p class="muted">${model.structures.length} structures of requests and responses.</p></header>${sections}</article>`;
  return { path, title: "Structures", content };
}

/** A structure with its fields, an example and the operations that use it. */
export function structurePage(site: Site, { name, page, schema, example, operations }: StructureDoc): Page {
  const path = `structures/${page}.html`;
  const linkTo = (other: string) => {
    const target = site.structurePath(other);
    return target === undefined || target === path ? undefined : rootOf(path) + target;
  };
  const content = html`<article class="operation"><header class="head"><p class="crumbs"><a href="index.html">Structures</a></p><h1>${name}</h1>
<p class="muted">${schema.type}${schema.format !== undefined && ` as ${schema.format}`}</p>${renderMarkdown(schema.description, 2)}</header>
<div class="columns"><div class="reference">
${renderFacts(schema)}${renderSchema(schema, linkTo)}
${operations.length > 0 && html`<h2 id="used-by">Used by</h2>${operationList(operations, rootOf(path))}`}
</div><aside class="samples" aria-labelledby="example"><h2 id="example">Example</h2>${renderCode(example.text, example.language, name)}</aside></div></article>`;
  return { path, title: name, description: schema.description, content };
}

/** Every error of the document, by status and code. */
export function errorsPage({ model }: Site): Page {
  const errors = model.errors();
  const byStatus = Map.groupBy(errors, ({ status }) => status);
  const sections = [...byStatus].map(
    ([status, members]) =>
      html`<section><h2 id="status-${status}">${status} <span class="muted">${members[0]?.phrase}</span></h2><ul class="fields">${members.map(renderError)}</ul></section>`,
  );
  const content = html`<article><header class="head"><h1>Errors</h1><p class="muted">Every error response of the document, with its code and the operations that respond with it.</p></header>${errors.length === 0 ? html`<p>The document describes no error responses.</p>` : sections}</article>`;
  return { path: "errors.html", title: "Errors", content };
}

function renderError({ code, status, description, texts, operations, anchor }: ErrorDoc): Html {
  const named = operations.map(
    (entry) =>
      html`<a href="${operationPath(entry)}#response-${encodeURIComponent(status)}">${entry.title}</a>`,
  );
  const list = (items: readonly Html[]) => items.map((item, index) => html`${index > 0 && ", "}${item}`);
  const rest = named.slice(MOST_NAMED);
  return html`<li class="field" id="${anchor}"><div class="what"><a class="name" href="#${anchor}">${code ?? "no code"}</a></div>
<div class="about">${renderMarkdown(description)}${texts.map((text) => html`<p class="facts">“${text}”</p>`)}
<p class="facts">${list(named.slice(0, MOST_NAMED))}</p>${rest.length > 0 && html`<details class="parts"><summary>${rest.length} more operations</summary><p>${list(rest)}</p></details>`}</div></li>`;
}

/** The ways to authenticate. */
export function authenticationPage({ model }: Site): Page {
  const items = model.schemes.map(
    ({ name, carrier, description, anchor }) =>
      html`<section><h2 id="${anchor}">${name}</h2><p>${carrier}</p>${renderMarkdown(description)}</section>`,
  );
  const content = html`<article><header class="head"><h1>Authentication</h1></header>${items}</article>`;
  return { path: "authentication.html", title: "Authentication", content };
}

/** The texts about more than one operation. */
export function guidePages({ guides }: DocsModel): readonly Page[] {
  return guides.map(({ title, page, text }) => ({
    path: `guides/${page}.html`,
    title,
    description: text,
    content: html`<article class="guide"><header class="head"><h1>${title}</h1></header>${renderMarkdown(text, 1)}</article>`,
  }));
}
