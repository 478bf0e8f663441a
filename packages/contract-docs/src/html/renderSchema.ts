import { type Html, html, type JsonValue } from "@gatehouse/contract";
import type { FieldDoc, SchemaDoc } from "../model/DocsModel.ts";
import { renderMarkdown } from "./renderMarkdown.ts";

/** Tables below are open when they are shown first as long as they are as short as this. */
const MOST_OPEN = 8;
const MOST_ALLOWED = 40;

/** Leads to a structure's page. */
export type StructureLink = (name: string) => string | undefined;

/** Renders the fields and alternatives of a schema; what they consist of is inside of them. */
export function renderSchema(schema: SchemaDoc, linkTo: StructureLink): Html {
  const { fields, variants, structure, isCut } = schema;
  const alternatives = variants.map(
    (
      variant,
    ) => html`<details class="variant" id="${variant.anchor}"${variants.length === 1 && attribute("open")}>
<summary>${variant.name}<span class="muted"> ${variant.type}</span></summary>
${renderMarkdown(variant.description)}${renderFacts(variant)}${renderSchema(variant, linkTo)}</details>`,
  );
  return html`${fields.length > 0 && html`<ul class="fields">${fields.map((field) => renderField(field, linkTo))}</ul>`}
${variants.length > 0 && html`<p class="label">${variants.length === 1 ? "Alternative" : "One of these"}</p>${alternatives}`}
${isCut && fields.length === 0 && html`<p class="muted">Fields: see ${structureName(structure, linkTo) ?? "above"}.</p>`}`;
}

function attribute(name: string): Html {
  return { html: ` ${name}` };
}

/** One row: type, name and whether it is required, then what it means and which values it may have. */
export function renderField(field: FieldDoc, linkTo: StructureLink): Html {
  const { anchor, name, type, format, required, access, deprecated, description, structure } = field;
  const hasParts = field.fields.length + field.variants.length > 0;
  const link = hasParts || field.isCut ? structureName(structure, linkTo) : undefined;
  return html`<li class="field" id="${anchor}"><div class="what">
<span class="type">${type}${format !== undefined && html` <span class="format">as ${format}</span>`}</span>
<a class="name" href="#${encodeURIComponent(anchor)}">${name}</a>
<span class="flags"><span class="${required ? "required" : "optional"}">${required ? "Required" : "Optional"}</span>${access && html` <span class="flag">${access}</span>`}${deprecated && html` <span class="flag deprecated">deprecated</span>`}</span>
</div><div class="about">${renderMarkdown(description, 4)}${renderFacts(field)}${link && html`<p class="muted">${link}</p>`}</div>${hasParts && renderParts(field, linkTo)}</li>`;
}

function renderParts(field: FieldDoc, linkTo: StructureLink): Html {
  const count = field.fields.length;
  const words = count === 0 ? "Alternatives" : `${count} ${count === 1 ? "field" : "fields"}`;
  const isOpen = count + field.variants.length <= MOST_OPEN;
  return html`<details class="parts"${isOpen && attribute("open")}><summary>${words}<span class="hidden"> of ${field.name}</span></summary>${renderSchema(field, linkTo)}</details>`;
}

function structureName(name: string | undefined, linkTo: StructureLink): Html | undefined {
  const href = name === undefined ? undefined : linkTo(name);
  return href === undefined ? undefined : html`<a href="${href}">${name}</a>`;
}

/** Constraints, allowed values and default. */
export function renderFacts({ constraints, allowed, defaultValue }: SchemaDoc): Html {
  const shown = allowed.slice(0, MOST_ALLOWED).map(renderValue);
  const values = shown.map((value, index) => html`${index > 0 && ", "}${value}`);
  const rest = allowed.length - shown.length;
  const restNote = rest > 0 && ` and ${rest} more`;
  return html`${allowed.length === 1 && html`<p class="facts">Always ${values}</p>`}${allowed.length > 1 && html`<p class="facts">Possible values are: ${values}${restNote}</p>`}${constraints.length > 0 && html`<p class="facts">${constraints.join(", ")}</p>`}${defaultValue !== undefined && html`<p class="facts">Default: ${renderValue(defaultValue)}</p>`}`;
}

function renderValue(value: JsonValue): Html {
  return html`<code>${typeof value === "string" && value !== "" ? value : JSON.stringify(value)}</code>`;
}
