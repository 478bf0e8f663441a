import { type Html, html } from "@gatehouse/contract";
import type { DocsModel, OperationEntry } from "../model/DocsModel.ts";
import { plainText } from "./renderMarkdown.ts";

/** With more operations than this a page lists only those near it. */
export const MOST_LISTED = 80;
/** The operations around the shown one, to each side. */
const NEIGHBOURS = 12;

/** What every page of a site needs. */
export interface Site {
  readonly model: DocsModel;
  /** Paths from the root of the site. */
  readonly assets: { readonly style: string; readonly script: string; readonly search: string };
  readonly hasChangelog: boolean;
  /** The page of a structure, from the root of the site. */
  structurePath(name: string): string | undefined;
}

/** A page of the site. */
export interface Page {
  /** From the root of the site. */
  readonly path: string;
  readonly title: string;
  readonly description?: string | undefined;
  readonly content: Html;
  /** The operation that it shows. */
  readonly operation?: OperationEntry;
  /** The same as Markdown, from the root of the site. */
  readonly markdown?: string;
}

/** The way from a page to the root of the site: `../` or nothing. */
export function rootOf(path: string): string {
  return "../".repeat(path.split("/").length - 1);
}

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/**
 * Puts a page into the frame of the site: head, search, navigation, foot. It is shown when all of it has arrived: a part
 * that is shown before moves when the rest of its line arrives.
 */
export function renderLayout(site: Site, page: Page): string {
  const { model, assets } = site;
  const { path, title, content, markdown } = page;
  const root = rootOf(path);
  const heading = path === "index.html" ? title : `${title} · ${model.title}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="description" content="${plainText(page.description ?? model.summary ?? title)}">
<title>${heading}</title>
<link rel="expect" href="#foot" blocking="render">
<link rel="icon" href="${root}assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${root}${assets.style}">
${markdown !== undefined && html`<link rel="alternate" type="text/markdown" href="${root}${markdown}">`}
<script src="${root}${assets.script}" data-root="${root}" data-search="${assets.search}"></script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<button type="button" class="menu" popovertarget="navigation" aria-label="Navigation"><span aria-hidden="true">☰</span></button>
<a class="brand" href="${root}index.html">${model.title}<span class="version">${model.version}</span></a>
<search class="search"><input id="search" type="search" role="combobox" aria-expanded="false" aria-controls="results" aria-autocomplete="list" aria-label="Search" placeholder="Search" autocomplete="off" spellcheck="false"><kbd aria-hidden="true">/</kbd><ul id="results" role="listbox" aria-label="Search results" hidden></ul></search>
<button type="button" class="theme"><span aria-hidden="true">◐</span> <span class="state">Theme: auto</span></button>
</header>
<nav id="navigation" class="side" popover aria-label="Pages">${renderNavigation(site, page)}</nav>
<main id="content" tabindex="-1">${content}
<footer class="foot" id="foot"><p>${model.title} ${model.version}${markdown !== undefined && html` · <a href="${root}${markdown}">This page as Markdown</a>`} · <a href="${root}openapi.yaml">OpenAPI document</a></p></footer></main>
</body>
</html>
`.html;
}

function renderNavigation(site: Site, { path, operation }: Page): Html {
  const { model, hasChangelog } = site;
  const root = rootOf(path);
  const item = (target: string, text: string) =>
    html`<li>${link({ path, target, root }, html`${text}`)}</li>`;
  const isSmall = model.operations.length <= MOST_LISTED;
  const groups = model.tags.map(({ name, page, operations }) => {
    const holdsPage = operation !== undefined && operations.includes(operation);
    const isOpen = isSmall || holdsPage || path === `tags/${page}.html`;
    const target = `tags/${page}.html`;
    const members = isOpen
      ? near(operations, operation).map((entry) => operationItem(entry, { path, root }))
      : [];
    return html`<li class="group">${link({ path, target, root }, html`${name} <span class="count">${operations.length}</span>`)}${members.length > 0 && html`<ul>${members}</ul>`}</li>`;
  });
  return html`<ul>
${item("index.html", "Overview")}
${model.guides.map(({ page, title }) => item(`guides/${page}.html`, title))}
${model.schemes.length > 0 && item("authentication.html", "Authentication")}
${item("errors.html", "Errors")}
${model.structures.length > 0 && item("structures/index.html", "Structures")}
${hasChangelog && item("changelog.html", "Changelog")}
</ul>
<p class="label">Operations</p>
<ul class="groups">${groups}</ul>`;
}

/** The operations around the shown one, where there are too many to list them all. */
function near(
  operations: readonly OperationEntry[],
  shown: OperationEntry | undefined,
): readonly OperationEntry[] {
  if (operations.length <= MOST_LISTED) return operations;
  const index = Math.max(0, shown === undefined ? 0 : operations.indexOf(shown));
  return operations.slice(Math.max(0, index - NEIGHBOURS), index + NEIGHBOURS + 1);
}

function operationItem(
  entry: OperationEntry,
  { path, root }: { readonly path: string; readonly root: string },
): Html {
  return html`<li>${link({ path, target: operationPath(entry), root }, html`${methodBadge(entry.method)}<span class="name">${entry.title}</span>`)}</li>`;
}

function link(
  { path, target, root }: { readonly path: string; readonly target: string; readonly root: string },
  text: Html,
): Html {
  return path === target
    ? html`<a href="${root}${target}" aria-current="page">${text}</a>`
    : html`<a href="${root}${target}">${text}</a>`;
}

/** The page of an operation, from the root of the site. */
export function operationPath({ page }: Pick<OperationEntry, "page">): string {
  return `operations/${page}.html`;
}

/** The method of an operation, in its colour. */
export function methodBadge(method: string): Html {
  return html`<span class="method m-${/^[a-z]+$/.test(method) ? method : "other"}">${method.toUpperCase()}</span>`;
}
