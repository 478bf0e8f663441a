import { type Html, html } from "@gatehouse/contract";
import type {
  AuthenticationDoc,
  BodyDoc,
  ContentDoc,
  ExampleDoc,
  OperationDoc,
  ParameterDoc,
  ResponseDoc,
  SampleDoc,
} from "../model/DocsModel.ts";
import { methodBadge, operationPath, rootOf, type Site } from "./renderLayout.ts";
import { renderCode, renderMarkdown } from "./renderMarkdown.ts";
import { renderField, renderSchema, type StructureLink } from "./renderSchema.ts";

const LOCATIONS = [
  ["path", "Path parameters"],
  ["query", "Query parameters"],
  ["header", "Header parameters"],
  ["cookie", "Cookies"],
] as const;

/** Renders what the page of an operation shows. */
export function renderOperation(site: Site, operation: OperationDoc): Html {
  const root = rootOf(operationPath(operation));
  const linkTo: StructureLink = (name) => {
    const path = site.structurePath(name);
    return path === undefined ? undefined : root + path;
  };
  const { title, description, deprecated, tags, samples } = operation;
  const shownTags = site.model.tags.filter(({ name }) => tags.includes(name));
  const crumbs = shownTags.map(({ name, page }) => html`<a href="${root}tags/${page}.html">${name}</a>`);
  return html`<article class="operation">
<header class="head">
${crumbs.length > 0 && html`<p class="crumbs">${crumbs}</p>`}
<h1>${title}${deprecated && html` <span class="flag deprecated">deprecated</span>`}</h1>
${renderMarkdown(description, 2)}
</header>
<div class="columns"><div class="reference">
${renderRequest(operation, { linkTo, root })}
<section aria-labelledby="responses"><h2 id="responses">${anchorLink("responses", "Responses")}</h2>
${renderStatuses(operation.responses)}
${operation.responses.map((response, index) => renderResponse(response, { linkTo, site, root, isOpen: index === 0 }))}
</section></div>
${samples.length > 0 && html`<aside class="samples" aria-labelledby="samples"><h2 id="samples">${anchorLink("samples", "Code samples")}</h2>${renderSamples(samples)}</aside>`}
</div>
${renderNeighbours(site, operation, root)}
</article>`;
}

function anchorLink(id: string, text: string): Html {
  return html`<a class="anchor" href="#${encodeURIComponent(id)}">${text}</a>`;
}

interface Links {
  readonly linkTo: StructureLink;
  readonly root: string;
}

function renderRequest(
  { method, uri, authentication, parameters, body, isWebhook }: OperationDoc,
  { linkTo, root }: Links,
): Html {
  const tables = LOCATIONS.map(([location, title]) =>
    renderParameters(
      title,
      parameters.filter((one) => one.in === location),
      linkTo,
    ),
  );
  return html`<section aria-labelledby="request"><h2 id="request">${anchorLink("request", "Request")}</h2>
${isWebhook && html`<p>The server sends this request to an address of yours.</p>`}
<h3 id="uri">URI</h3>
<div class="code uri">${methodBadge(method)}<pre tabindex="0" role="region" aria-label="URI"><code>${uri}</code></pre><button type="button" class="copy" aria-label="Copy the URI">COPY</button></div>
<h3 id="authentication">Authentication</h3>
${renderAuthentication(authentication, root)}
${tables}
${body !== undefined && renderBody(body, linkTo)}
</section>`;
}

function renderAuthentication(alternatives: readonly AuthenticationDoc[], root: string): Html {
  if (alternatives.length === 0) return html`<p>This operation needs no authentication.</p>`;
  const items = alternatives.map((schemes) => {
    const parts = schemes.map(
      ({ scheme, scopes }, index) =>
        html`${index > 0 && " and "}<a href="${root}authentication.html#${encodeURIComponent(scheme.anchor)}">${scheme.name}</a> <span class="muted">${scheme.carrier}${scopes.length > 0 && `; scopes ${scopes.join(", ")}`}</span>`,
    );
    return html`<li>${parts.length === 0 ? "none" : parts}</li>`;
  });
  return html`<p>This operation uses ${alternatives.length === 1 ? "the following authentication method" : "one of the following authentication methods"}.</p><ul class="plain">${items}</ul>`;
}

function renderParameters(title: string, parameters: readonly ParameterDoc[], linkTo: StructureLink): Html {
  if (parameters.length === 0) return html``;
  return html`<h3>${title}</h3><ul class="fields">${parameters.map((parameter) => renderField(parameter, linkTo))}</ul>`;
}

function renderBody({ required, description, contents }: BodyDoc, linkTo: StructureLink): Html {
  return html`<h3 id="body">${anchorLink("body", "Body")} <span class="${required ? "required" : "optional"}">${required ? "Required" : "Optional"}</span></h3>
${renderMarkdown(description)}
${contents.map((content) => renderContent(content, { linkTo, verb: "Takes" }))}`;
}

function renderContent(
  { mediaType, schema, examples }: ContentDoc,
  { linkTo, verb }: { readonly linkTo: StructureLink; readonly verb: string },
): Html {
  const href = schema?.structure === undefined ? undefined : linkTo(schema.structure);
  const structure =
    schema?.structure === undefined
      ? undefined
      : html`${schema.type.startsWith("list") && "a list of "}${href === undefined ? schema.structure : html`<a href="${href}">${schema.structure}</a>`}`;
  return html`<p class="returns">${verb} ${structure ?? schema?.type ?? "a body"} of type <code>${mediaType}</code></p>
${renderExamples(examples)}
${schema !== undefined && renderSchema(schema, linkTo)}`;
}

/** The first example is shown, the others on demand. */
function renderExamples(examples: readonly ExampleDoc[]): Html {
  const [first, ...others] = examples;
  if (first === undefined) return html``;
  const caption = ({ name, summary, isGenerated }: ExampleDoc) => {
    if (isGenerated) return name === "smallest" ? "Required fields only" : "Example, made from the schema";
    return summary ?? (name === "example" ? "Example" : name);
  };
  const block = (example: ExampleDoc) => renderCode(example.text, example.language, caption(example));
  return html`<div class="examples">${block(first)}
${others.map((example) => html`<details class="example"><summary>${caption(example)}</summary>${block(example)}</details>`)}</div>`;
}

function renderStatuses(responses: readonly ResponseDoc[]): Html {
  const items = responses.map(
    ({ status }) =>
      html`<li><a class="status ${statusClass(status)}" href="#response-${encodeURIComponent(status)}">${status}</a></li>`,
  );
  return html`<ul class="statuses" aria-label="Statuses">${items}</ul>`;
}

function statusClass(status: string): string {
  return /^[1-5]/.test(status) ? `s${status.charAt(0)}` : "s5";
}

interface ResponseParts extends Links {
  readonly site: Site;
  readonly isOpen: boolean;
}

function renderResponse(
  { status, phrase, description, headers, contents, links }: ResponseDoc,
  parts: ResponseParts,
): Html {
  const { linkTo, isOpen } = parts;
  const open = isOpen && { html: " open" };
  return html`<details class="response"${open}><summary><span class="status ${statusClass(status)}">${status}</span> <span class="phrase">${phrase}</span></summary>
<div id="response-${status}">${renderMarkdown(description, 4)}
${contents.length === 0 && html`<p class="muted">No body.</p>`}
${contents.map((content) => renderContent(content, { linkTo, verb: "Returns" }))}
${links.length > 0 && renderLinks(links, parts)}
${headers.length > 0 && html`<details class="parts"><summary>${headers.length} ${headers.length === 1 ? "header" : "headers"}<span class="hidden"> of ${status}</span></summary><ul class="fields">${headers.map((header) => renderField(header, linkTo))}</ul></details>`}
</div></details>`;
}

function renderLinks(links: ResponseDoc["links"], { site, root }: ResponseParts): Html {
  const items = links.flatMap(({ operationId }) => {
    const entry = site.model.operations.find(({ id }) => id === operationId);
    return entry === undefined ? [] : [html`<a href="${root}${operationPath(entry)}">${entry.title}</a>`];
  });
  return html`<p class="facts">Leads to ${items.map((item, index) => html`${index > 0 && ", "}${item}`)}</p>`;
}

/** One panel for each language; the choice is a group of radio buttons, so it works without a script. */
function renderSamples(samples: readonly SampleDoc[]): Html {
  const inputs = samples.map(
    ({ label }, index) =>
      html`<input type="radio" name="language" id="language-${index + 1}" value="${label}"${index === 0 && { html: " checked" }}><label for="language-${index + 1}">${label}</label>`,
  );
  const panels = samples.map(
    ({ label, language, code }) => html`<div class="panel">${renderCode(code, language, label)}</div>`,
  );
  return html`<div class="tabs" role="group" aria-label="Language">${inputs}<div class="panels">${panels}</div></div>`;
}

function renderNeighbours({ model }: Site, { page }: OperationDoc, root: string): Html {
  const ordered = [...new Set(model.tags.flatMap(({ operations }) => operations))];
  const index = ordered.findIndex((entry) => entry.page === page);
  const [before, after] = [ordered[index - 1], ordered[index + 1]];
  return html`<nav class="neighbours" aria-label="Neighbours">
${before !== undefined && html`<a rel="prev" href="${root}${operationPath(before)}"><span class="muted">Previous</span> ${before.title}</a>`}
${after !== undefined && html`<a rel="next" href="${root}${operationPath(after)}"><span class="muted">Next</span> ${after.title}</a>`}
</nav>`;
}
