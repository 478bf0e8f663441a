import {
  type Contract,
  childOf,
  childPointer,
  elementsOf,
  entriesOf,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Operation,
  pointerOfFragment,
  pointerSegments,
  SchemaReader,
  type SecurityScheme,
  type Server,
  textOf,
} from "@gatehouse/contract";
import { annotation, shownUrl } from "./annotation.ts";
import { collectErrors, type ListedOperation } from "./collectErrors.ts";
import { createOperationDescriber, type DescribeOptions, type Readers } from "./createOperationDescriber.ts";
import { createPageNames } from "./createPageNames.ts";
import type {
  DocsLink,
  DocsModel,
  GuideDoc,
  OperationEntry,
  SchemeDoc,
  StructureDoc,
  StructureEntry,
  TagDoc,
} from "./DocsModel.ts";
import { describeSchema } from "./describeSchema.ts";
import { exampleOf } from "./exampleOf.ts";

/** Describes a document for its pages, independent of their format. */
export function describeDocument(contract: Contract, options: DescribeOptions = {}): DocsModel {
  const { document } = contract;
  const info = isJsonObject(document.info) ? document.info : {};
  const readers: Readers = {
    request: new SchemaReader(contract, "request"),
    response: new SchemaReader(contract, "response"),
  };
  const operations = listOperations(contract);
  const entries = operations.map(({ entry }) => entry);
  const byEntry = new Map(operations.map(({ entry, operation }) => [entry, operation]));
  const structures = listStructures(contract);
  const schemes = new Map(
    [...contract.securitySchemes].map(([name, scheme]) => [name, describeScheme(contract, scheme)]),
  );
  const describeOperation = createOperationDescriber(contract, { readers, schemes, ...options });
  const operationOf = (entry: OperationEntry): Operation => {
    const operation = byEntry.get(entry);
    if (operation === undefined) throw new RangeError(`${entry.id} is not an operation of this document`);
    return operation;
  };
  const { tags, guides } = groupOperations(document, entries);
  let users: ReadonlyMap<string, ReadonlySet<OperationEntry>> | undefined;
  return {
    title: textOf(info.title) ?? "API",
    version: textOf(info.version) ?? "",
    summary: textOf(info.summary),
    description: textOf(info.description),
    links: describeLinks(document, info),
    servers: describeServers(operations[0]?.operation.servers ?? []),
    tags,
    operations: entries,
    structures,
    schemes: [...schemes.values()],
    guides: nameGuides([...(options.guides ?? []), ...guidesOf(document), ...guides]),
    errors: () => collectErrors(operations),
    describeOperation: (entry) => ({ ...entry, ...describeOperation(operationOf(entry)) }),
    describeStructure: (entry) => {
      users ??= findUsers(operations);
      return describeStructure(entry, { readers, users });
    },
  };
}

function listOperations(contract: Contract): readonly ListedOperation[] {
  const nameOf = createPageNames();
  const list = (operation: Operation, isWebhook: boolean): ListedOperation => {
    const { id, summary, method, path, deprecated, tags } = operation;
    const title = summary?.trim() || id;
    return { operation, entry: { id, title, method, path, deprecated, tags, page: nameOf(id), isWebhook } };
  };
  const webhooks = [...contract.webhooks.values()].flatMap((byMethod) => [...byMethod.values()]);
  return [
    ...[...contract.operations.values()].map((operation) => list(operation, false)),
    ...webhooks.map((operation) => list(operation, true)),
  ];
}

function listStructures({ document }: Contract): readonly StructureEntry[] {
  const nameOf = createPageNames();
  const schemas = childOf(document.components, "schemas");
  return entriesOf(schemas).map(([name]) => ({ name, page: nameOf(name) }));
}

/** In the order of the document's tags, then of the operations; a tag without operations is a text (a guide). */
function groupOperations(
  document: JsonObject,
  operations: readonly OperationEntry[],
): { readonly tags: readonly TagDoc[]; readonly guides: readonly Pick<GuideDoc, "title" | "text">[] } {
  const nameOf = createPageNames();
  const declared = new Map(
    elementsOf(document.tags).flatMap((tag) => {
      const name = isJsonObject(tag) ? textOf(tag.name) : undefined;
      return name === undefined ? [] : [[name, textOf(childOf(tag, "description"))] as const];
    }),
  );
  const groups = new Map<string, OperationEntry[]>([...declared.keys()].map((name) => [name, []]));
  for (const operation of operations) {
    const untagged = operation.isWebhook ? "Webhooks" : "Operations";
    for (const tag of operation.tags.length === 0 ? [untagged] : operation.tags) {
      groups.set(tag, [...(groups.get(tag) ?? []), operation]);
    }
  }
  const tags = [...groups].filter(([, members]) => members.length > 0);
  const texts = [...declared].filter(([name, text]) => text !== undefined && groups.get(name)?.length === 0);
  return {
    tags: tags.map(([name, members]) => ({
      name,
      page: nameOf(name),
      description: declared.get(name),
      operations: members,
    })),
    guides: texts.map(([title, text]) => ({ title, text: text ?? "" })),
  };
}

function guidesOf(document: JsonObject): readonly Pick<GuideDoc, "title" | "text">[] {
  return elementsOf(document["x-guides"]).flatMap((guide) => {
    const [title, text] = [textOf(childOf(guide, "title")), textOf(childOf(guide, "description"))];
    return title === undefined || text === undefined ? [] : [{ title, text }];
  });
}

function nameGuides(guides: readonly Pick<GuideDoc, "title" | "text">[]): readonly GuideDoc[] {
  const nameOf = createPageNames();
  return guides.map((guide) => ({ ...guide, page: nameOf(guide.title.toLowerCase()) }));
}

/** Contact, licence, terms and further documentation; an address of another kind than these is shown as text. */
function describeLinks(document: JsonObject, info: JsonObject): readonly DocsLink[] {
  const read = (value: JsonValue | undefined, name: string) => textOf(childOf(value, name));
  const { contact, license } = info;
  const email = read(contact, "email");
  const found = [
    { label: "Contact", text: read(contact, "name"), url: read(contact, "url") },
    { label: "E-mail", text: email, url: email && `mailto:${email}` },
    {
      label: "Licence",
      text: read(license, "name") ?? read(license, "identifier"),
      url: read(license, "url"),
    },
    { label: "Terms of service", text: undefined, url: textOf(info.termsOfService) },
    {
      label: "Further documentation",
      text: read(document.externalDocs, "description"),
      url: read(document.externalDocs, "url"),
    },
  ];
  return found.flatMap(({ label, text, url }) => {
    const shown = text?.trim() || url;
    if (!shown) return [];
    return [
      { label, text: shown, url: url !== undefined && /^(?:https?:|mailto:)/i.test(url) ? url : undefined },
    ];
  });
}

function describeServers(servers: readonly Server[]): DocsModel["servers"] {
  return servers.map((server) => ({ url: shownUrl(server), description: server.description }));
}

function describeScheme(contract: Contract, scheme: SecurityScheme): SchemeDoc {
  const { name, type, in: location, parameterName, scheme: kind = "" } = scheme;
  const carriers: Readonly<Record<SecurityScheme["type"], string>> = {
    apiKey: `${location === "query" ? "the query parameter" : `the ${location}`} ${parameterName}`,
    http: `the header Authorization: ${kind.charAt(0).toUpperCase()}${kind.slice(1)} …`,
    mutualTLS: "a client certificate (TLS)",
    oauth2: "the header Authorization: Bearer … (OAuth 2.0)",
    openIdConnect: "the header Authorization: Bearer … (OpenID Connect)",
  };
  return {
    name,
    description: annotation(contract, scheme, "description"),
    carrier: carriers[type],
    anchor: `scheme-${name.replaceAll(/\s/g, "_")}`,
  };
}

/** The names of structures that an operation's bodies name, by what the document refers to. */
function findUsers(operations: readonly ListedOperation[]): ReadonlyMap<string, ReadonlySet<OperationEntry>> {
  const users = new Map<string, Set<OperationEntry>>();
  for (const { operation, entry } of operations) {
    const bodies = [operation.requestBody, ...operation.responses.values()];
    const schemas = bodies.flatMap((body) => [...(body?.content.values() ?? [])].map(({ schema }) => schema));
    for (const [, fragment = ""] of JSON.stringify(schemas).matchAll(
      /"\$ref":"#(\/components\/schemas\/[^"/]+)"/g,
    )) {
      const name = pointerSegments(pointerOfFragment(fragment)).at(-1);
      if (name !== undefined) users.set(name, (users.get(name) ?? new Set()).add(entry));
    }
  }
  return users;
}

interface StructureSource {
  readonly readers: Readers;
  readonly users: ReadonlyMap<string, ReadonlySet<OperationEntry>>;
}

/** Shows the fields of both directions: those of requests only come last. */
function describeStructure(entry: StructureEntry, { readers, users }: StructureSource): StructureDoc {
  const pointer = childPointer("/components/schemas", entry.name);
  const response = readers.response.at(pointer);
  const schema = describeSchema(response, "field");
  const known = new Set(schema.fields.map(({ name }) => name));
  const sent = describeSchema(readers.request.at(pointer), "field");
  return {
    ...entry,
    schema: { ...schema, fields: [...schema.fields, ...sent.fields.filter(({ name }) => !known.has(name))] },
    example: {
      name: "example",
      summary: undefined,
      text: JSON.stringify(exampleOf(response), null, 2),
      language: "json",
      isGenerated: true,
    },
    operations: [...(users.get(entry.name) ?? [])],
  };
}
