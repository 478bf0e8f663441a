import { legible } from "../rules/legible.ts";

/** Builds Markdown in which no text of a document becomes markup. */
export const markdown = {
  /** A text that reads as it is written; names after `@` and numbers after `#` call nobody. */
  text(text: string): string {
    return legible(text)
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll(/[\\`*_[\]|~]/g, "\\$&")
      .replaceAll(/[@#](?=\w)/g, "$&<!-- -->");
  },

  /** A text as code, in a fence that it cannot end. */
  code(text: string): string {
    const shown = legible(text) || " ";
    const fence = "`".repeat(longestRun(shown) + 1);
    const space = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
    return `${fence}${space}${shown}${space}${fence}`;
  },

  /** Code in a table, where a bar would end the cell. */
  cellCode(text: string): string {
    return markdown.code(text).replaceAll("|", "\\|");
  },

  /** Prose of a rule in a table. */
  cellProse(text: string): string {
    return spans(text, markdown.text, markdown.cellCode);
  },

  /** Prose of a rule, in which `code` stands between backticks. */
  prose(text: string): string {
    return spans(text, markdown.text, markdown.code);
  },

  /** Prose inside of HTML, where Markdown is not read. */
  inlineHtml(text: string): string {
    return spans(text, escapeHtml, (code) => `<code>${escapeHtml(code)}</code>`);
  },

  /** Lines as a block of code, in a fence that they cannot end. */
  block(language: string, lines: readonly string[]): string[] {
    const fence = "`".repeat(Math.max(3, longestRun(lines.join("\n")) + 1));
    return [`${fence}${language}`, ...lines.map(legible), fence, ""];
  },
};

function spans(text: string, plain: (text: string) => string, code: (text: string) => string): string {
  const parts = text.split(/`([^`]*)`/);
  return parts.map((part, index) => (index % 2 === 1 ? code(part) : plain(part))).join("");
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, { length }) => Math.max(longest, length), 0);
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
