import type { OutgoingHttpHeaders, ServerResponse } from "node:http";

/** The forms in which `writeHead` takes headers. */
export type HeadersArgument = OutgoingHttpHeaders | readonly unknown[] | undefined;

type Pair = readonly [name: string, value: string];

function pairsOf(name: string, value: unknown): Pair[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map((one): Pair => [name, String(one)]) : [[name, String(value)]];
}

/** Reads the headers argument of `writeHead`: an object, a flat list, or a list of pairs. */
export function readHeadersArgument(headers: HeadersArgument): readonly Pair[] {
  if (headers === undefined) return [];
  if (!Array.isArray(headers))
    return Object.entries(headers).flatMap(([name, value]) => pairsOf(name, value));
  if (Array.isArray(headers[0])) return headers.flatMap(([name, value]) => pairsOf(String(name), value));
  const pairs: Pair[] = [];
  for (let index = 0; index < headers.length; index += 2) {
    pairs.push(...pairsOf(String(headers[index]), headers[index + 1]));
  }
  return pairs;
}

/** All headers of a response: those set before, less those that `writeHead` names again, and its own. */
export function collectHeaders(res: ServerResponse, argument: HeadersArgument): readonly Pair[] {
  const given = readHeadersArgument(argument);
  const names = new Set(given.map(([name]) => name.toLowerCase()));
  const set = Object.entries(res.getHeaders())
    .filter(([name]) => !names.has(name))
    .flatMap(([name, value]) => pairsOf(name, value));
  return [...set, ...given];
}
