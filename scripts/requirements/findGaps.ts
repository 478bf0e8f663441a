import type { Requirement } from "./Requirement.ts";

/** What is wrong between the page and the names of the tests, one sentence each. */
export function findGaps(
  requirements: readonly Requirement[],
  carriers: ReadonlyMap<string, readonly string[]>,
): string[] {
  const known = new Set(requirements.map(({ id }) => id));
  const hasTest = ({ id, shownBy }: Requirement) => [id, ...shownBy].some((one) => carriers.has(one));
  const untested = requirements
    .filter((one) => one.level === "M" && one.exclusion === undefined && !hasTest(one))
    .map(({ id, text }) => `${id} has no test: put the ID into the name of one that shows this: ${text}`);
  const unknown = [...carriers]
    .filter(([id]) => !known.has(id))
    .map(([id, files]) => `${files[0]} names ${id}, which docs/requirements.md does not have.`);
  return [...untested, ...unknown];
}
