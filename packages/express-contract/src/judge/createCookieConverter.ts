import type { Operation, Parameter } from "@gatehouse/contract";
import { isJsonObject } from "./isJsonObject.ts";

type Values = Readonly<Record<string, unknown>>;

function typesOf({ contract }: Operation, parameter: Parameter): readonly unknown[] {
  const { value } = contract.resolve(`${parameter.pointer}/schema`);
  const type = isJsonObject(value) ? value.type : undefined;
  return Array.isArray(type) ? type : [type];
}

function convert(text: unknown, types: readonly unknown[]): unknown {
  if (typeof text !== "string" || types.includes("string")) return text;
  if (types.includes("boolean") && (text === "true" || text === "false")) return text === "true";
  return types.includes("integer") || types.includes("number") ? Number(text) : text;
}

/**
 * Makes the conversion of cookies to the types of their schemas. The checks prove that they convert, and
 * hand them on as text all the same, because express-openapi-validator does.
 */
export function createCookieConverter(operation: Operation): (cookies: Values) => Values {
  const cookies = operation.parameters.filter((parameter) => parameter.in === "cookie");
  const types = new Map(cookies.map((parameter) => [parameter.name, typesOf(operation, parameter)]));
  if (types.size === 0) return (values) => values;
  return (values) =>
    Object.fromEntries(
      Object.entries(values).map(([name, text]) => [name, convert(text, types.get(name) ?? [])]),
    );
}
