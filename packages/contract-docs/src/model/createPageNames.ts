/** Names that Windows reserves for devices, with any extension. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;
const LONGEST = 80;

/**
 * Makes names of files: letters, digits, `.`, `_` and `-` only, unique where upper and lower case are the same, none that
 * leads out of its folder or that a system keeps for itself.
 */
export function createPageNames(): (text: string) => string {
  const taken = new Set<string>(["index"]);
  return (text) => {
    const plain = text
      .replaceAll(/[^\w.-]+/g, "-")
      .replaceAll(/^[-.]+|[-.]+$/g, "")
      .slice(0, LONGEST);
    const base =
      plain === "" || RESERVED.test(plain.split(".")[0] ?? "") ? `page-${plain}`.replace(/-$/, "") : plain;
    let name = base;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${base}-${count}`;
    taken.add(name.toLowerCase());
    return name;
  };
}
