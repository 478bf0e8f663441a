import { parsePointer, pointerOfFragment } from "../json/jsonPointer.ts";
import { childOf, isObject, textOf } from "../json/jsonValues.ts";
import type { SourceValue } from "./BundleContext.ts";
import type { Sources } from "./loadSources.ts";
import { referencedAddress } from "./SchemaIdentities.ts";
import { SourceNode } from "./SourceNode.ts";

const MAX_HOPS = 64;

/** Finds what references lead to, in all files of a document. */
export class ReferenceResolver {
  readonly #sources: Sources;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** The value behind a reference, or the reason why there is none. The value may itself be a reference. */
  resolve(reference: string, from: SourceNode, hops = 0): SourceValue | string {
    if (hops > MAX_HOPS) return "it leads in a circle";
    const { identities, failures } = this.#sources;
    const address = referencedAddress(reference, identities.baseOf(from));
    if (address === undefined) return "it is not a valid address";
    const resource = this.#resource(address);
    if (resource === undefined)
      return `the file cannot be read: ${failures.get(address) ?? "it was not found"}`;
    const hash = reference.indexOf("#");
    const fragment = hash < 0 ? "" : pointerOfFragment(reference.slice(hash));
    const segments = parsePointer(fragment);
    if (segments !== undefined) return this.#descend(resource, segments, hops);
    const anchored = identities.anchored(identities.baseOf(resource.node), fragment);
    return anchored ?? `no schema has the anchor "${fragment}"`;
  }

  #resource(address: string): SourceValue | undefined {
    const file = this.#sources.files.get(address);
    const whole = file === undefined ? undefined : { value: file.value, node: new SourceNode(file) };
    return this.#sources.identities.resource(address) ?? whole;
  }

  #descend(from: SourceValue, segments: readonly string[], hops: number): SourceValue | string {
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
        return `there is no "${segment}" in ${here.node.pointer || here.node.file.name}`;
      here = { value: child, node: here.node.child(segment) };
    }
    return here;
  }

  #follow(from: SourceValue, hops: number): SourceValue | string {
    const reference = isObject(from.value) ? textOf(from.value.$ref) : undefined;
    return reference === undefined ? from : this.resolve(reference, from.node, hops + 1);
  }
}
