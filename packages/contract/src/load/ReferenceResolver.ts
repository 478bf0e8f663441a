import type { JsonValue } from "../Contract.ts";
import type { Placed } from "./BundleContext.ts";
import { parsePointer } from "./jsonPointer.ts";
import { childOf, entriesOf, isList, isObject, textOf } from "./jsonValues.ts";
import { referencedAddress, type Sources } from "./loadSources.ts";
import type { SourceFile } from "./SourceFile.ts";
import { SourcePlace } from "./SourcePlace.ts";

const MAX_HOPS = 64;

/** Finds what references lead to, in all files of a document. */
export class ReferenceResolver {
  readonly #sources: Sources;
  #identified: ReadonlyMap<string, Placed> | undefined;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** The value behind a reference, or the reason why there is none. The value may itself be a reference. */
  resolve(reference: string, from: SourcePlace, hops = 0): Placed | string {
    if (hops > MAX_HOPS) return "it leads in a circle";
    const address = referencedAddress(reference, from.file.address);
    if (address === undefined) return "it is no valid address";
    const hash = reference.indexOf("#");
    const fragment = hash < 0 ? "" : decode(reference.slice(hash + 1));
    const file = this.#sources.files.get(address);
    if (file === undefined) return this.#byIdentity(address, fragment) ?? this.#failure(address);
    const segments = parsePointer(fragment);
    if (segments !== undefined) return this.#descend(file, segments, hops);
    return this.#byIdentity(address, fragment) ?? `no schema has the anchor "${fragment}"`;
  }

  #failure(address: string): string {
    return `the file cannot be read: ${this.#sources.failures.get(address) ?? "it was not found"}`;
  }

  #descend(file: SourceFile, segments: readonly string[], hops: number): Placed | string {
    let here: Placed = { value: file.value, place: new SourcePlace(file) };
    for (const segment of segments) {
      let child = childOf(here.value, segment);
      if (child === undefined) {
        const followed = this.#follow(here, hops);
        if (typeof followed === "string") return followed;
        here = followed;
        child = childOf(here.value, segment);
      }
      if (child === undefined)
        return `there is no "${segment}" in ${here.place.pointer || here.place.file.name}`;
      here = { value: child, place: here.place.child(segment) };
    }
    return here;
  }

  #follow(from: Placed, hops: number): Placed | string {
    const reference = isObject(from.value) ? textOf(from.value.$ref) : undefined;
    return reference === undefined ? from : this.resolve(reference, from.place, hops + 1);
  }

  /** JSON Schema lets a schema be named by `$id` and `$anchor` (2020-12, 8.2). */
  #byIdentity(address: string, anchor: string): Placed | undefined {
    this.#identified ??= collectIdentified(this.#sources);
    return this.#identified.get(anchor === "" ? address : `${address}#${anchor}`);
  }
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function collectIdentified({ files }: Sources): ReadonlyMap<string, Placed> {
  const found = new Map<string, Placed>();
  for (const file of files.values())
    visit({ value: file.value, place: new SourcePlace(file) }, file.address, found);
  return found;
}

function visit({ value, place }: Placed, base: string, found: Map<string, Placed>): void {
  const id = isObject(value) ? textOf(value.$id) : undefined;
  const here = id !== undefined && URL.canParse(id, base) ? new URL(id, base).href : base;
  if (isObject(value)) {
    if (id !== undefined) found.set(here, { value, place });
    const anchor = textOf(value.$anchor);
    if (anchor !== undefined) found.set(`${here}#${anchor}`, { value, place });
  }
  for (const [key, child] of childrenOf(value)) visit({ value: child, place: place.child(key) }, here, found);
}

function childrenOf(value: JsonValue): readonly (readonly [string, JsonValue])[] {
  if (isList(value)) return value.map((item, index) => [String(index), item] as const);
  return entriesOf(value);
}
