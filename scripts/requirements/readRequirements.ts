import { readFileSync } from "node:fs";
import { ID, type Requirement } from "./Requirement.ts";

const ROW_ID = new RegExp(`^${ID.source}$`);
/** An entry of the list "Not in this release": bold IDs and nothing else in bold, then the reason. */
const EXCLUSION = /^- \*\*([A-Z0-9, -]+)\*\* ?:? ?(.*)$/;

/**
 * Reads the tables of the page, and which rows it leaves out and why.
 *
 * @throws {Error} for a row without a level, an ID that is there twice, and a reason for a row that is not there.
 */
export function readRequirements(file: string): readonly Requirement[] {
  const lines = readFileSync(file, "utf8").split("\n");
  const exclusions = new Map(joinEntries(lines).flatMap(exclusionsOf));
  const requirements = lines.flatMap((line, index) => {
    const [, id = "", text = "", level = "", see = ""] = line.split("|").map((cell) => cell.trim());
    if (!ROW_ID.test(id)) return [];
    if (level !== "M" && level !== "S") {
      throw new Error(`${file}:${index + 1}: ${id} has the level "${level}"; write M or S.`);
    }
    const exclusion = exclusions.get(id);
    const shownBy = [...see.matchAll(ID)].map(([found]) => found);
    const reason = exclusion === undefined ? {} : { exclusion };
    return [{ id, text, level, shownBy, ...reason } satisfies Requirement];
  });
  const ids = requirements.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new Error(`${file}: ${twice} is there twice; give one of them its own ID.`);
  const stray = [...exclusions.keys()].find((id) => !ids.includes(id));
  if (stray !== undefined) throw new Error(`${file}: ${stray} is left out, but it is in no table.`);
  return requirements;
}

/** Entries of lists with the lines they go on in. */
function joinEntries(lines: readonly string[]): string[] {
  return lines
    .join("\n")
    .replace(/\n {2}(?=\S)/g, " ")
    .split("\n");
}

function exclusionsOf(entry: string): [id: string, reason: string][] {
  const [, ids = "", reason = ""] = EXCLUSION.exec(entry) ?? [];
  if (reason === "") return [];
  return [...ids.matchAll(ID)].map(([id]) => [id, reason]);
}
