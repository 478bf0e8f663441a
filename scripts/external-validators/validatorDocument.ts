import { fileURLToPath } from "node:url";
import { type JsonObject, loadDocument } from "../../packages/contract/src/index.ts";

const DOCUMENT = fileURLToPath(new URL("../../spec/openapi.yaml", import.meta.url));

/** A change of the document for a validator that cannot read it; see `docs/measured/external-validators.md`. */
export type Change = (document: JsonObject) => void;

/**
 * Returns the bundled document with the changes.
 *
 * @throws {ContractError} when the document cannot be read
 */
export async function validatorDocument(changes: readonly Change[] = []): Promise<JsonObject> {
  const { document } = await loadDocument(DOCUMENT);
  const copy = structuredClone(document);
  for (const change of changes) change(copy);
  return copy;
}

/** Keeps one security scheme, so that a validator does not send two credentials that disagree. */
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

/** Moves the operations to the root, for a validator that ignores the path of the server. */
export const atRoot: Change = (document) => {
  Reflect.set(document, "servers", [{ url: "/" }]);
};

/** Removes a parameter from every operation. */
export function withoutParameter(name: string): Change {
  return (document) => {
    for (const operation of operationsOf(document)) {
      const { parameters } = operation;
      if (!Array.isArray(parameters)) continue;
      operation.parameters = parameters.filter((parameter) => !isNamed(parameter, name));
    }
  };
}

/** Removes the pattern of a header component. */
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
