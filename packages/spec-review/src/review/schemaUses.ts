import type { SchemaReader } from "@gatehouse/contract";
import type { NodePair } from "../diff/DiffContext.ts";
import type { HeaderView, MediaTypeView, OperationView } from "../document/OperationView.ts";
import type { ReviewedDocument } from "../document/openDocument.ts";
import type { Direction } from "../facets/SchemaChange.ts";
import type { SchemaNode } from "../schema/SchemaNode.ts";
import type { Kept, OperationPair } from "../walk/DocumentPair.ts";
import { pairResponse } from "../walk/pairOperation.ts";
import { becameList } from "../walk/serialisationOf.ts";

/** The use of a schema by an operation, on both sides. */
export interface SchemaUse {
  readonly operation: OperationView;
  /** The name of the value: `request body`, `response 200`, `query parameter limit`. */
  readonly where: string;
  readonly direction: Direction;
  /** The pointers of the schemas; undefined allows any value. */
  readonly base: string | undefined;
  readonly head: string | undefined;
  readonly asText: boolean;
  /** Whether the value may be XML, where names and nesting of elements matter. */
  readonly asXml: boolean;
}

/** Reads the schemas of a use from both documents. */
export interface PairReader {
  read(use: SchemaUse): NodePair;
}

type OpenSource = (document: ReviewedDocument, direction: Direction) => SchemaReader;

/** The uses of schemas that both versions of an operation have. */
export function schemaUses(pair: OperationPair): SchemaUse[] {
  const inbound: Direction = pair.kind === "operation" ? "request" : "response";
  const outbound: Direction = pair.kind === "operation" ? "response" : "request";
  return [
    ...parameterUses(pair, inbound),
    ...pair.bodyTypes.kept.map((media) =>
      bodyUse(pair, media, { where: "request body", direction: inbound }),
    ),
    ...pair.responses.kept.flatMap((kept) => {
      const { types, headers, base, head } = pairResponse(kept);
      const where = `response ${head.status === "default" ? base.status : head.status}`;
      return [
        ...types.kept.map((media) => bodyUse(pair, media, { where, direction: outbound })),
        ...headers.kept.flatMap((header) =>
          headerUses(pair, header, { where: `of response ${head.status}`, direction: outbound }),
        ),
      ];
    }),
  ];
}

function parameterUses(pair: OperationPair, direction: Direction): SchemaUse[] {
  const { parameters, base: operation } = pair;
  return parameters.kept.flatMap(({ base, head }): SchemaUse[] => {
    const where = `${head.in} parameter ${head.name}`;
    const [oldMedia, nowMedia] = [firstOf(base.content), firstOf(head.content)];
    if (oldMedia && nowMedia) {
      if (oldMedia.name !== nowMedia.name) return [];
      return [
        {
          operation,
          where,
          direction,
          base: oldMedia.schema,
          head: nowMedia.schema,
          asText: false,
          asXml: false,
        },
      ];
    }
    if (oldMedia || nowMedia) return [];
    // One value is a list of one: it is compared with the schema of the items.
    const schemas = { base: base.schema, head: becameList(pair, { base, head }) ?? head.schema };
    return [{ operation, where, direction, ...schemas, asText: true, asXml: false }];
  });
}

interface Naming {
  readonly where: string;
  readonly direction: Direction;
}

function bodyUse(
  { base: operation }: OperationPair,
  { base, head }: Kept<MediaTypeView>,
  naming: Naming,
): SchemaUse {
  const isPlain = head.name === "application/json";
  const where = isPlain ? naming.where : `${naming.where} ${head.name}`;
  return {
    operation,
    where,
    direction: naming.direction,
    base: base.schema,
    head: head.schema,
    asText: TEXTUAL.has(base.name) && TEXTUAL.has(head.name),
    asXml: [base.name, head.name].some(mayBeXml),
  };
}

/** Media types in which a number is written like its text. */
const TEXTUAL: ReadonlySet<string> = new Set(["application/x-www-form-urlencoded", "text/plain"]);

/** Whether a media type or range includes XML. */
function mayBeXml(mediaType: string): boolean {
  return /[/+]xml(;|$)|\*/.test(mediaType);
}

function headerUses(
  { base: operation }: OperationPair,
  { base, head }: Kept<HeaderView>,
  { where, direction }: Naming,
): SchemaUse[] {
  const [oldMedia, nowMedia] = [firstOf(base.content), firstOf(head.content)];
  if (oldMedia?.name !== nowMedia?.name) return [];
  const schemas = { base: oldMedia?.schema ?? base.schema, head: nowMedia?.schema ?? head.schema };
  const asText = !oldMedia && !nowMedia;
  return [{ operation, where: `header ${base.name} ${where}`, direction, ...schemas, asText, asXml: false }];
}

function firstOf(content: ReadonlyMap<string, MediaTypeView>): MediaTypeView | undefined {
  return [...content.values()][0];
}

/** Creates a reader; each document is read once for requests and once for responses. */
export function createPairReader({ base, head }: Kept<ReviewedDocument>, open: OpenSource): PairReader {
  const sources = {
    base: { request: open(base, "request"), response: open(base, "response") },
    head: { request: open(head, "request"), response: open(head, "response") },
  };
  const anything = new Map<SchemaReader, SchemaNode>();
  const at = (source: SchemaReader, pointer: string | undefined): SchemaNode => {
    if (pointer !== undefined) return source.at(pointer);
    const node = anything.get(source) ?? source.synthetic("", {});
    anything.set(source, node);
    return node;
  };
  return {
    read: ({ base: old, head: now, direction, asText }) => ({
      base: at(sources.base[direction], old),
      head: at(sources.head[direction], now),
      direction,
      asText,
    }),
  };
}
