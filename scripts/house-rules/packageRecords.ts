import type { HouseRule } from "./HouseRule.ts";

/** Habit 24: each package says what it is and which decision it stands on. */
export const packageRecords: HouseRule = {
  name: "package-records",
  advice:
    "Write a README.md: what the package is for, and a link to the record in docs/adr/ that says why it is there.",
  find: ({ packages, files }) =>
    packages.flatMap((folder) => {
      const readme = files.find(({ path }) => path === `${folder}/README.md`);
      if (readme === undefined) return [{ where: folder, what: "no README.md" }];
      const hasRecord = /\.\.\/\.\.\/docs\/adr\/\d{4}-/.test(readme.text);
      return hasRecord ? [] : [{ where: readme.path, what: "no link to a record" }];
    }),
};
