import { parsePointer, pointerOfFragment } from "../json/jsonPointer.ts";
import { childOf, isObject, textOf } from "../json/jsonValues.ts";
import type { Placed } from "./BundleContext.ts";
import type { Sources } from "./loadSources.ts";
import { referencedAddress } from "./SchemaIdentities.ts";
import { SourcePlace } from "./SourcePlace.ts";

const MAX_HOPS = 64;

/** Finds what references lead to, in all files of a document. */
export class ReferenceResolver {
  readonly #sources: Sources;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** The value behind a reference, or the reason why there is none. The value may itself be a reference. */
  resolve(reference: string, from: SourcePlace, hops = 0): Placed | string {
    if (hops > MAX_HOPS) return "it leads in a circle";
    const { identities, failures } = this.#sources;
    const address = referencedAddress(reference, identities.baseOf(from));
    if (address === undefined) return "it is no valid address";
    const resource = this.#resource(address);
    if (resource === undefined)
      return `the file cannot be read: ${failures.get(address) ?? "it was not found"}`;
    const hash = reference.indexOf("#");
    const fragment = hash < 0 ? "" : pointerOfFragment(reference.slice(hash));
    const segments = parsePointer(fragment);
    if (segments !== undefined) return this.#descend(resource, segments, hops);
    const anchored = identities.anchored(identities.baseOf(resource.place), fragment);
    return anchored ?? `no schema has the anchor "${fragment}"`;
  }

  #resource(address: string): Placed | undefined {
    const file = this.#sources.files.get(address);
    const whole = file === undefined ? undefined : { value: file.value, place: new SourcePlace(file) };
    return this.#sources.identities.resource(address) ?? whole;
  }

  #descend(from: Placed, segments: readonly string[], hops: number): Placed | string {
    let here = from;
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
}
