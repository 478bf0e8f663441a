/** Who may import whom. Each message is written to the person who broke the rule. */
const ours = (...names) => `^(packages|apps)/(${names.join("|")})/`;
const notInTests = "(\\.test\\.ts|\\.test-d\\.ts|/vitest\\.config\\.ts)$|/test/";

const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

/** Folders of a package from the lowest floor up: each imports what lies below it, and nothing above. */
const floors = (name, levels) =>
  levels.slice(0, -1).flatMap((folders, index) => {
    const above = levels.slice(index + 1).flat();
    return folders.map((folder) =>
      forbid(
        `${name}-floor-${folder}`,
        `${folder} of ${name} lies below ${above.join(", ")}. Move what both need into a lower floor (ARCHITECTURE.md).`,
        { path: `^packages/${name}/src/${folder}/`, pathNot: notInTests },
        { path: `^packages/${name}/src/(${above.join("|")})/` },
      ),
    );
  });

export default {
  forbidden: [
    forbid(
      "no-circular",
      "Two modules import each other in a circle. Move what both need into a third module.",
      {},
      { circular: true },
    ),
    forbid(
      "declared-dependencies-only",
      "This import works only because npm hoists. Add it to the package.json of this package.",
      { path: "^(packages|apps)/" },
      // Workspace packages are followed to their folder, where dependency-cruiser no longer sees a package; for them
      // Biome's noUndeclaredDependencies does the same check.
      { dependencyTypes: ["npm-no-pkg", "npm-unknown", "unknown", "undetermined"], pathNot: "^packages/" },
    ),
    forbid("resolvable", "This import resolves to nothing. Check the path.", {}, { couldNotResolve: true }),
    forbid(
      "api-types-is-types-only",
      "api-types has no run-time code. Keep values in the package that uses them.",
      { path: ours("api-types") + "src/" },
      {
        path: ours(
          "contract",
          "contract-testing",
          "contract-docs",
          "express-contract",
          "sessions",
          "store-[^/]+",
          "client",
          "spec-review",
          "server",
        ),
      },
    ),
    forbid(
      "contract-knows-no-framework",
      "contract serves any document and any framework. Put web code into express-contract.",
      { path: ours("contract", "contract-testing"), pathNot: notInTests },
      {
        path:
          "node_modules/(express|express-openapi-validator)/|" +
          ours("express-contract", "sessions", "store-[^/]+", "client", "spec-review", "server", "api-types"),
      },
    ),
    forbid(
      "contract-runs-in-production",
      "contract is installed in production. What only tests need belongs to contract-testing.",
      { path: ours("contract"), pathNot: notInTests },
      { path: "node_modules/(fast-check|commander|vitest|supertest)/|" + ours("contract-testing") },
    ),
    forbid(
      "contract-testing-is-for-tests",
      "contract-testing brings a value generator and a command line. Import it in tests only.",
      { path: "^(packages|apps)/(?!contract-testing/)", pathNot: notInTests },
      { path: ours("contract-testing") },
    ),
    forbid(
      "express-contract-knows-no-sessions",
      "express-contract serves any document. Session rules belong to sessions, the HTTP edge to apps/server.",
      { path: ours("express-contract"), pathNot: notInTests },
      { path: ours("sessions", "store-[^/]+", "client", "spec-review", "server", "api-types") },
    ),
    forbid(
      "sessions-imports-nothing-of-ours",
      "The domain knows no HTTP, no vendor and no wire types. Pass what it needs through a port.",
      { path: ours("sessions"), pathNot: notInTests },
      { path: "node_modules/express|^(packages|apps)/(?!sessions/)|^(node:)?(http|https|http2|process)$" },
    ),
    forbid(
      "stores-know-only-sessions",
      "A store driver implements the port of sessions and nothing else.",
      { path: "^packages/(store-[^/]+)/" },
      { path: "^(packages|apps)/", pathNot: "^packages/($1|sessions)/" },
    ),
    forbid(
      "client-runs-in-a-browser",
      "The client runs in browsers: types of api-types and openapi-fetch, no node: modules, nothing else of ours.",
      { path: ours("client") + "src/", pathNot: notInTests },
      { path: "^(packages|apps)/(?!client/|api-types/)", dependencyTypesNot: ["type-only"] },
    ),
    forbid(
      "client-has-no-node-modules",
      "The client runs in browsers. Take what Node offers as a parameter (custom fetch).",
      { path: ours("client") + "src/", pathNot: notInTests },
      { dependencyTypes: ["core"] },
    ),
    forbid(
      "console-knows-the-contract-only",
      "The console runs in browsers and calls the API as every client does: client, and types of api-types.",
      { path: ours("console") + "src/" },
      { path: "^(packages|apps)/(?!console/|client/|api-types/)", dependencyTypesNot: ["type-only"] },
    ),
    forbid(
      "console-has-no-node-modules",
      "The console runs in browsers. There is no node: module.",
      { path: ours("console") + "src/", pathNot: notInTests },
      { dependencyTypes: ["core"] },
    ),
    ...floors("spec-review", [
      ["schema", "regex"],
      ["values"],
      ["sets"],
      ["compare"],
      ["document", "facets"],
      ["walk", "git"],
      ["rules"],
      ["diff", "findings"],
      ["policy", "decisions"],
      ["impact"],
      ["review"],
      ["report"],
      ["changelog"],
      ["cli"],
    ]),
    forbid(
      "spec-review-knows-no-server",
      "spec-review serves any document. It may import contract only.",
      { path: ours("spec-review"), pathNot: notInTests },
      { path: ours("express-contract", "sessions", "store-[^/]+", "client", "server", "api-types") },
    ),
    forbid(
      "contract-docs-knows-only-contract",
      "contract-docs makes pages of any document. It may import contract only; pass what else it needs as an option.",
      { path: ours("contract-docs"), pathNot: notInTests },
      { path: "^(packages|apps)/(?!contract-docs/|contract/)" },
    ),
    forbid(
      "contract-docs-is-for-builds",
      "contract-docs brings Markdown and highlighting. Servers serve the pages that it has made.",
      { path: "^(packages|apps)/(?!contract-docs/)[^/]+/src/", pathNot: notInTests },
      { path: ours("contract-docs") },
    ),
    forbid(
      "operations-know-no-express",
      "An operation is: typed input, one domain call, typed result. req and res stop at express-contract.",
      { path: "^apps/server/src/operations/" },
      { path: "node_modules/express|^packages/store-|^apps/server/src/(config|accounts)/" },
    ),
    forbid(
      "stores-are-chosen-in-main",
      "Only the composition root chooses a store driver. Take the SessionStore port as a parameter.",
      {
        path: "^apps/server/src/",
        pathNot: "^apps/server/src/(main|composition/.+|cli/.+)\\.ts$|" + notInTests,
      },
      { path: "^packages/store-" },
    ),
    forbid(
      "nobody-imports-an-app",
      "Apps compose packages, never the other way round.",
      { path: "^packages/" },
      { path: "^apps/" },
    ),
    forbid(
      "package-entry-points",
      "Enter a package by its name, not by a path into its files.",
      { path: "^(packages|apps)/([^/]+)/" },
      { path: "^(packages|apps)/[^/]+/src/", pathNot: "^$1/$2/", dependencyTypes: ["local"] },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "/dist/|/corpus/|node_modules/.cache" },
    tsPreCompilationDeps: true,
    parser: "tsc",
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["@gatehouse/source", "import", "node", "types", "default"],
    },
    builtInModules: { add: ["node:sqlite", "node:test"] },
  },
};
