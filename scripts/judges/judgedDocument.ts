import { fileURLToPath } from "node:url";
import { type JsonObject, loadDocument } from "../../packages/contract/src/index.ts";

const DOCUMENT = fileURLToPath(new URL("../../spec/openapi.yaml", import.meta.url));

/** A change of the document for a judge that cannot read it as it is; `docs/outside-judges.md` says why. */
export type Change = (document: JsonObject) => void;

/**
 * Gives the document in one piece, changed as told.
 *
 * @throws {ContractError} when the document cannot be read
 */
export async function judgedDocument(changes: readonly Change[] = []): Promise<JsonObject> {
  const { document } = await loadDocument(DOCUMENT);
  const copy = structuredClone(document);
  for (const change of changes) change(copy);
  return copy;
}

/** Leaves one way to prove who one is, so that a judge does not send two that disagree. */
export function onlyScheme(name: string): Change {
  return (document) => {
    const schemes = objectAt(document, "components", "securitySchemes");
    for (const other of Object.keys(schemes)) if (other !== name) delete schemes[other];
    for (const operation of operationsOf(document)) {
      const { security } = operation;
      if (Array.isArray(security) && security.length > 0) operation.security = [{ [name]: [] }];
    }
  };
}

/** Leaves the operations at the root, for a judge that does not look at the path of the server. */
export const atRoot: Change = (document) => {
  Reflect.set(document, "servers", [{ url: "/" }]);
};

/** Takes a parameter away from every operation. */
export function withoutParameter(name: string): Change {
  return (document) => {
    for (const operation of operationsOf(document)) {
      const { parameters } = operation;
      if (!Array.isArray(parameters)) continue;
      operation.parameters = parameters.filter((parameter) => !isNamed(parameter, name));
    }
  };
}

/** Takes the pattern away from a header of the components. */
export function withoutPattern(header: string): Change {
  return (document) => {
    delete objectAt(document, "components", "headers", header, "schema").pattern;
  };
}

type Json = Record<string, unknown>;

function isNamed(parameter: unknown, name: string): boolean {
  return typeof parameter === "object" && parameter !== null && Reflect.get(parameter, "name") === name;
}

function operationsOf(document: JsonObject): readonly Json[] {
  return Object.values(objectAt(document, "paths")).flatMap((item) => {
    const members = Object.values(item as Json);
    return members.filter(
      (member): member is Json => typeof member === "object" && member !== null && "responses" in member,
    );
  });
}

/** @throws {TypeError} when the document has no object there */
function objectAt(document: JsonObject, ...path: readonly string[]): Json {
  let value: unknown = document;
  for (const name of path) value = (value as Json | undefined)?.[name];
  if (typeof value !== "object" || value === null)
    throw new TypeError(`The document has no ${path.join("/")}.`);
  return value as Json;
}
