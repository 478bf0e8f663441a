import type { JsonValue } from "../Contract.ts";
import { isList, isObject } from "./jsonValues.ts";

/** Every address that a value might refer to: the `$ref` texts and the targets of discriminator mappings. */
export function collectReferences(value: JsonValue): ReadonlySet<string> {
  const found = new Set<string>();
  collect(value, found);
  return found;
}

function collect(value: JsonValue, found: Set<string>): void {
  if (isList(value)) {
    for (const item of value) collect(item, found);
  } else if (isObject(value)) {
    for (const [key, child] of Object.entries(value)) {
      if (key === "$ref" && typeof child === "string") found.add(child);
      else if (key === "mapping" && isObject(child)) collectMapping(Object.values(child), found);
      else if (typeof child === "object") collect(child, found);
    }
  }
}

function collectMapping(targets: readonly JsonValue[], found: Set<string>): void {
  for (const target of targets) if (typeof target === "string" && /[./#]/.test(target)) found.add(target);
}
