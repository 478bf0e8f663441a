import type { HouseRule } from "./HouseRule.ts";

interface Manifest {
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

/** Data has neither types nor sources, so its door is the file alone. */
function isData(target: string): boolean {
  return target.endsWith(".json");
}

/** Habit 3: `exports` is the only door of a package, and names each entry. */
export const packageDoors: HouseRule = {
  name: "package-doors",
  advice:
    'List each entry of a package in "exports" by its name, with "@gatehouse/source", "types" and "default", or as a JSON file; a pattern ' +
    "would make every file public.",
  find({ files }) {
    const manifests = files.filter(({ path }) => /^packages\/[^/]+\/package\.json$/.test(path));
    return manifests.flatMap(({ path, text }) => {
      const { exports: doors }: Manifest = JSON.parse(text);
      if (doors === undefined) return [{ where: path, what: 'no "exports"' }];
      return Object.entries(doors).flatMap(([door, targets]) => {
        if (door.includes("*")) return [{ where: path, what: `the pattern "${door}"` }];
        if (typeof targets === "string")
          return isData(targets) ? [] : [{ where: path, what: `"${door}": ${targets}` }];
        const keys = Object.keys(targets).join(", ");
        return keys === "@gatehouse/source, types, default"
          ? []
          : [{ where: path, what: `"${door}": ${keys}` }];
      });
    });
  },
};
