import { STATUS_CODES } from "node:http";
import { type Contract, childOf, type Located, type Server, textOf } from "@gatehouse/contract";

/** The text under a keyword of something in the document. */
export function annotation(
  contract: Contract,
  { pointer }: Pick<Located, "pointer">,
  keyword: string,
): string | undefined {
  return textOf(childOf(contract.resolve(pointer).value, keyword));
}

/** The address of a server for readers: a variable in the name of the host differs for each, others have their default. */
export function shownUrl({ url, variables }: Server): string {
  const host = /^[^/?#]*:\/\/[^/:?#]*/.exec(url)?.[0] ?? "";
  const rest = url.slice(host.length);
  return host + rest.replaceAll(/\{([^{}]+)\}/g, (text, name: string) => variables.get(name) || text);
}

const CLASSES: Readonly<Record<string, string>> = {
  "1XX": "Informational",
  "2XX": "Success",
  "3XX": "Redirection",
  "4XX": "Client error",
  "5XX": "Server error",
  DEFAULT: "Any other status",
};

/** The phrase of a status: `Not Found`. */
export function phraseOf(status: string): string {
  return CLASSES[status.toUpperCase()] ?? STATUS_CODES[status] ?? "";
}
