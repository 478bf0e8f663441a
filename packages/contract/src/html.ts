/** Text that is HTML already. */
export interface Html {
  readonly html: string;
}

type Part = Html | string | number | undefined | false | readonly Part[];

/** Builds HTML from a template; what is put in is escaped, unless it is HTML already. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return {
    html: texts.map((text, index) => text + (index < parts.length ? render(parts[index]) : "")).join(""),
  };
}

function render(part: Part): string {
  if (part === undefined || part === false) return "";
  if (typeof part === "string" || typeof part === "number") return escapeText(String(part));
  return isHtml(part) ? part.html : part.map(render).join("");
}

function isHtml(part: Html | readonly Part[]): part is Html {
  return "html" in part;
}

function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Prose in which `code` stands between backticks. */
export function prose(text: string): Html {
  return { html: escapeText(text).replaceAll(/`([^`]*)`/g, "<code>$1</code>") };
}
