import { type Html, html } from "@gatehouse/contract";
import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import go from "highlight.js/lib/languages/go";
import json from "highlight.js/lib/languages/json";
import powershell from "highlight.js/lib/languages/powershell";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";
import MarkdownIt from "markdown-it";

const LANGUAGES = { bash, go, json, powershell, python, typescript, xml, yaml };
/** Longer texts are shown without colours: their markup would be larger than the page. */
const LONGEST_COLOURED = 20_000;
/** Half of the examples of a page stand on it twice, or on the pages before it: most errors look the same everywhere. */
const MOST_REMEMBERED = 50;
const ALIASES: Readonly<Record<string, string>> = {
  curl: "bash",
  shell: "bash",
  sh: "bash",
  html: "xml",
  javascript: "typescript",
  js: "typescript",
  ts: "typescript",
  yml: "yaml",
};

const highlight = createHighlighter();
const markdown = createMarkdown();

/** Colours code by classes of highlight.js; a language that is not known stays plain. */
function createHighlighter(): (code: string, language: string) => Html {
  const highlighter = hljs.newInstance();
  for (const [name, language] of Object.entries(LANGUAGES)) highlighter.registerLanguage(name, language);
  const remembered = new Map<string, Html>();
  return (code, language) => {
    const name = ALIASES[language.toLowerCase()] ?? language.toLowerCase();
    if (code.length > LONGEST_COLOURED || highlighter.getLanguage(name) === undefined) return html`${code}`;
    const key = `${name} ${code}`;
    const coloured = remembered.get(key) ?? {
      html: highlighter.highlight(code, { language: name, ignoreIllegals: true }).value,
    };
    // The one that was used longest ago is forgotten first.
    remembered.delete(key);
    remembered.set(key, coloured);
    const [oldest = ""] = remembered.size > MOST_REMEMBERED ? remembered.keys() : [];
    remembered.delete(oldest);
    return coloured;
  };
}

/** HTML in the text is text, links lead to pages and mail only, and pictures become links: pages load nothing. */
function createMarkdown() {
  const parser = new MarkdownIt({
    html: false,
    linkify: false,
    highlight: (code, language) => highlight(code, language).html,
  });
  parser.validateLink = (url) => /^(?:https?:|mailto:|#)/i.test(url.trim());
  parser.disable("image");
  return parser;
}

/** A paragraph without a sign that means something in Markdown; most descriptions are such a one. */
const PLAIN = /^(?!\s{4}|\s*(?:[-+=]|\d+[.)]))[^\n\\`*_[\]<>&#!|~]*\n?$/;

/** Renders Markdown of a document; its headings begin at `level`. */
export function renderMarkdown(text: string | undefined, level = 3): Html {
  if (text === undefined || text.trim() === "") return html``;
  if (PLAIN.test(text)) return html`<div class="prose"><p>${text.trim()}</p></div>`;
  const tokens = markdown.parse(text, {});
  for (const token of tokens.filter((token) => token.type.startsWith("heading_"))) {
    token.tag = `h${Math.min(6, Number(token.tag.slice(1)) + level - 1)}`;
  }
  return { html: `<div class="prose">${markdown.renderer.render(tokens, markdown.options, {})}</div>` };
}

/** Markdown as plain text in one line, for lists and for search. */
export function plainText(text: string | undefined, longest = 160): string {
  const plain = (text ?? "")
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/[*_`#>]|^\s*[-+]\s/gm, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return plain.length <= longest ? plain : `${plain.slice(0, longest).replace(/\s\S*$/, "")}…`;
}

/** A block of code under its name, with a button that copies it. */
export function renderCode(code: string, language: string, label: string): Html {
  return html`<div class="code"><div class="bar"><span>${label}</span><button type="button" class="copy" aria-label="Copy: ${label}">COPY</button></div><pre tabindex="0" role="region" aria-label="${label}"><code>${highlight(code, language)}</code></pre></div>`;
}
