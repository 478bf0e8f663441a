import { loadContract } from "@gatehouse/contract";
import { type SiteOptions, sitePages } from "../../src/index.ts";

/** Our own document. */
export const OWN = new URL("../../../../spec/openapi.yaml", import.meta.url);

/** The files of the site of a document, by path. */
export async function buildSite(
  source: URL | object,
  options: SiteOptions = {},
): Promise<ReadonlyMap<string, string>> {
  const files = [...sitePages(await loadContract(source), options)];
  return new Map(files.map(({ path, text }) => [path, text]));
}

/** A tag of a page with its attributes; texts and values are escaped, so no `>` stands inside of one. */
export interface Tag {
  readonly name: string;
  readonly isEnd: boolean;
  readonly attributes: ReadonlyMap<string, string>;
}

/** The tags of a page in their order. */
export function tagsOf(page: string): readonly Tag[] {
  return [...page.matchAll(/<(\/?)([a-z][a-z\d]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*>/g)].map(
    ([, slash, name = "", rest = ""]) => ({
      name,
      isEnd: slash === "/",
      attributes: new Map(
        [...rest.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)].map(([, key = "", value = ""]) => [
          key,
          decode(value),
        ]),
      ),
    }),
  );
}

/** The text that a reader sees of a part of a page, spaces joined. */
export function textOf(html: string): string {
  return decode(html.replaceAll(/<[^>]*>/g, " "))
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** The content of a page without navigation and head. */
export function contentOf(page: string): string {
  return page.slice(page.indexOf("<main"), page.indexOf("</main>"));
}

function decode(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&");
}
