import { basename } from "node:path/posix";
import type { SourceValue } from "./BundleContext.ts";

/** Gives the values that other files bring in their names among the components of the bundled document. */
export class ComponentNames {
  readonly #nameByTarget = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #waiting: { readonly section: string; readonly name: string; readonly target: SourceValue }[] = [];

  /** Keeps a name of the document's own from being given away. */
  reserve(section: string, name: string): void {
    this.#taken.add(`${section}/${name}`);
  }

  /** Notes the name that the document gives to a value; the first name counts. */
  alias(section: string, name: string, target: SourceValue): void {
    const key = `${section} ${target.node.identity}`;
    if (!this.#nameByTarget.has(key)) this.#nameByTarget.set(key, name);
  }

  /** The name of a value, if it has one. */
  nameOf(section: string, target: SourceValue): string | undefined {
    return this.#nameByTarget.get(`${section} ${target.node.identity}`);
  }

  /** The name of a value; a value without one gets it now and waits for being copied. */
  claim(section: string, target: SourceValue): string {
    const known = this.nameOf(section, target);
    if (known !== undefined) return known;
    const name = this.#freeName(section, suggestName(target));
    this.reserve(section, name);
    this.alias(section, name, target);
    this.#waiting.push({ section, name, target });
    return name;
  }

  /** The next value that waits for being copied into the components. */
  takeWaiting():
    | { readonly section: string; readonly name: string; readonly target: SourceValue }
    | undefined {
    return this.#waiting.shift();
  }

  #freeName(section: string, wanted: string): string {
    let name = wanted;
    for (let count = 2; this.#taken.has(`${section}/${name}`); count += 1) name = `${wanted}_${count}`;
    return name;
  }
}

const CONTAINERS =
  /^(components|definitions|\$defs|schemas|responses|parameters|headers|examples|links|requestBodies)$/;

function suggestName({ node }: SourceValue): string {
  const segments = node.segments;
  const last = segments.at(-1);
  const path = new URL(node.file.address).pathname;
  const file = basename(decodeURIComponent(path)).replace(/(\.(ya?ml|json))+$/i, "");
  const namedInFile =
    last !== undefined && segments.slice(0, -1).every((segment) => CONTAINERS.test(segment));
  const name = last === undefined ? file : namedInFile ? last : [file, ...segments].join("_");
  return name.replaceAll(/[^A-Za-z0-9._-]+/g, "_") || "Component";
}
