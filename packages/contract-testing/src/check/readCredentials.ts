import type { Contract, SecurityScheme } from "@gatehouse/contract";
import type { Credentials } from "./CheckOptions.ts";

type Header = readonly [name: string, value: string];

/** Headers taken apart: those that carry a credential of the document, and all others. */
export interface ReadCredentials {
  readonly credentials: Credentials;
  readonly others: readonly Header[];
}

/**
 * Finds the credentials among headers: an API key stands under its own header or cookie, every other scheme in
 * `Authorization`.
 */
export function readCredentials(contract: Contract, headers: readonly Header[]): ReadCredentials {
  const credentials: Record<string, string> = {};
  const others: Header[] = [];
  const schemes = [...contract.securitySchemes.values()];
  for (const [name, value] of headers) {
    if (name.toLowerCase() === "cookie") {
      const rest = readCookies(schemes, value, credentials);
      if (rest !== "") others.push([name, rest]);
      continue;
    }
    const carried = schemes.filter((scheme) => isCarriedBy(scheme, name) && fitsScheme(scheme, value));
    for (const scheme of carried) credentials[scheme.name] = value;
    if (carried.length === 0) others.push([name, value]);
  }
  return { credentials, others };
}

function isCarriedBy({ type, in: location, parameterName }: SecurityScheme, header: string): boolean {
  if (type === "mutualTLS") return false;
  if (type !== "apiKey") return header.toLowerCase() === "authorization";
  return location === "header" && parameterName?.toLowerCase() === header.toLowerCase();
}

/** `Authorization: Bearer …` is no credential of a document's Basic scheme. */
function fitsScheme({ type, scheme }: SecurityScheme, value: string): boolean {
  if (type === "apiKey") return true;
  const wanted = type === "http" ? (scheme ?? "") : "bearer";
  return value.toLowerCase().startsWith(`${wanted} `);
}

/** Takes the cookies that are keys of the document. @returns the other ones. */
function readCookies(
  schemes: readonly SecurityScheme[],
  text: string,
  credentials: Record<string, string>,
): string {
  const rest: string[] = [];
  for (const pair of text.split(/; */)) {
    const [name = "", ...value] = pair.split("=");
    const scheme = schemes.find(
      ({ in: location, parameterName }) => location === "cookie" && parameterName === name,
    );
    if (scheme === undefined) rest.push(pair);
    else credentials[scheme.name] = value.join("=");
  }
  return rest.join("; ");
}
