import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Contract } from "@gatehouse/contract";
import { stringify } from "yaml";
import {
  authenticationPage,
  errorsPage,
  guidePages,
  overviewPage,
  structurePage,
  structuresPage,
  tagPage,
} from "../html/overviewPage.ts";
import { operationPath, type Page, renderLayout, type Site } from "../html/renderLayout.ts";
import { plainText } from "../html/renderMarkdown.ts";
import { renderOperation } from "../html/renderOperation.ts";
import { renderLlmsText, renderOperationMarkdown } from "../markdown/renderOperationMarkdown.ts";
import type { DescribeOptions } from "../model/createOperationDescriber.ts";
import type { DocsModel, StructureDoc, StructureEntry } from "../model/DocsModel.ts";
import { describeDocument } from "../model/describeDocument.ts";
import { type ChangelogData, changelogPage } from "./readChangelog.ts";

/** Options of `sitePages`. */
export interface SiteOptions extends DescribeOptions {
  /** What changed in each version, the newest first. */
  readonly changelogs?: readonly ChangelogData[];
}

/** A file of the site. */
export interface SiteFile {
  /** From the root of the site, with `/` between folders. */
  readonly path: string;
  readonly text: string;
}

/** Fields are found by a search in documents with at most so many structures. */
const MOST_SEARCHED = 200;

const STYLES = ["base.css", "frame.css", "article.css", "reference.css", "responses.css", "media.css"];
const SCRIPTS = ["page.js", "search.js"];

/** Makes the files of a site one by one, so that a large document needs the memory of one page. */
export function* sitePages(contract: Contract, options: SiteOptions = {}): Generator<SiteFile> {
  const { changelogs = [] } = options;
  const model = keepStructures(describeDocument(contract, options));
  const style = hashed("site.css", STYLES.map(asset).join("\n"));
  // Each file has a scope of its own.
  const script = hashed("site.js", SCRIPTS.map((name) => `(() => {\n${asset(name)}})();\n`).join(""));
  const search = hashed("search.js", searchIndex(model));
  yield* [style, script, search, { path: "assets/icon.svg", text: asset("icon.svg") }];
  const paths = new Map(model.structures.map(({ name, page }) => [name, `structures/${page}.html`]));
  const site: Site = {
    model,
    assets: { style: style.path, script: script.path, search: search.path },
    hasChangelog: changelogs.length > 0,
    structurePath: (name) => paths.get(name),
  };
  yield* documentFiles(contract);
  yield { path: "llms.txt", text: renderLlmsText(model) };
  for (const page of pagesOf(site, changelogs)) yield { path: page.path, text: renderLayout(site, page) };
  yield* operationFiles(site);
}

/** Describes each structure of a small document once: its fields are needed by the search and by its page. */
function keepStructures(model: DocsModel): DocsModel {
  if (model.structures.length > MOST_SEARCHED) return model;
  const kept = new Map<StructureEntry, StructureDoc>();
  const describeStructure = (entry: StructureEntry): StructureDoc => {
    const known = kept.get(entry) ?? model.describeStructure(entry);
    kept.set(entry, known);
    return known;
  };
  return { ...model, describeStructure };
}

/** The document in one piece. */
function documentFiles({ document }: Contract): readonly SiteFile[] {
  return [
    { path: "openapi.yaml", text: stringify(document, { aliasDuplicateObjects: false }) },
    { path: "openapi.json", text: `${JSON.stringify(document, null, 2)}\n` },
  ];
}

function* pagesOf(site: Site, changelogs: readonly ChangelogData[]): Generator<Page> {
  const { model } = site;
  yield overviewPage(site);
  yield* model.tags.map(tagPage);
  yield* guidePages(model);
  yield errorsPage(site);
  if (model.schemes.length > 0) yield authenticationPage(site);
  if (changelogs.length > 0) yield changelogPage(site, changelogs);
  if (model.structures.length > 0) yield structuresPage(site);
  for (const entry of model.structures) yield structurePage(site, model.describeStructure(entry));
}

function* operationFiles(site: Site): Generator<SiteFile> {
  for (const entry of site.model.operations) {
    const operation = site.model.describeOperation(entry);
    const markdown = `operations/${entry.page}.md`;
    const { title, description } = operation;
    const page = {
      path: operationPath(entry),
      title,
      description,
      content: renderOperation(site, operation),
      operation: entry,
      markdown,
    };
    yield { path: page.path, text: renderLayout(site, page) };
    yield { path: markdown, text: renderOperationMarkdown(operation) };
  }
}

function asset(name: string): string {
  return readFileSync(new URL(`../../assets/${name}`, import.meta.url), "utf8");
}

/** Other contents have another name, so that a browser may keep the file for good. */
function hashed(name: string, text: string): SiteFile {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
  return { path: `assets/${name.replace(/\.(\w+)$/, `-${hash}.$1`)}`, text };
}

/** An entry of the search: kind, title, further words, page. */
type SearchEntry = readonly [kind: string, title: string, more: string, path: string];

/** What a search looks through. It is loaded when a search begins. */
function searchIndex(model: DocsModel): string {
  const entries: readonly SearchEntry[] = [
    ...model.operations.map(
      (entry) =>
        [entry.method.toUpperCase(), entry.title, `${entry.path} ${entry.id}`, operationPath(entry)] as const,
    ),
    ...model.guides.map(
      ({ title, page, text }) => ["Guide", title, plainText(text, 300), `guides/${page}.html`] as const,
    ),
    ...model.schemes.map(
      ({ name, carrier, anchor }) =>
        ["Scheme", name, carrier, `authentication.html#${encodeURIComponent(anchor)}`] as const,
    ),
    ...model.structures.map(({ name, page }) => ["Structure", name, "", `structures/${page}.html`] as const),
    ...model
      .errors()
      .map(
        ({ status, code, phrase, texts, anchor }) =>
          ["Error", `${status} ${code ?? phrase}`, texts.join(" "), `errors.html#${anchor}`] as const,
      ),
    ...fieldEntries(model),
  ];
  return `globalThis.searchIndex = ${JSON.stringify(entries)};\n`;
}

function fieldEntries(model: DocsModel): readonly SearchEntry[] {
  if (model.structures.length > MOST_SEARCHED) return [];
  return model.structures.flatMap((entry) =>
    model.describeStructure(entry).schema.fields.map(({ name, anchor }) => {
      const path = `structures/${entry.page}.html#${encodeURIComponent(anchor)}`;
      return ["Field", name, entry.name, path] as const;
    }),
  );
}
