import type { Contract, HttpMethod, Operation } from "./Contract.ts";
import type { ContractProblem } from "./ContractProblem.ts";
import type { Bundle } from "./load/bundleDocument.ts";
import { createResolver } from "./load/createResolver.ts";
import { createRouter, type Route } from "./match/createRouter.ts";
import { checkSchemas } from "./schema/checkSchemas.ts";
import { buildOperations, buildWebhooks, type PathEntry } from "./table/buildOperations.ts";
import { buildResponseMap } from "./table/buildResponses.ts";
import { buildSecuritySchemes } from "./table/buildSecurity.ts";
import { checkOperations } from "./table/checkOperations.ts";
import { createTableContext } from "./table/createTableContext.ts";
import { readBasePaths } from "./table/readBasePaths.ts";

/** How a document is loaded. */
export interface LoadOptions {
  /**
   * Whether validators may be generated as code at run time (`new Function`), which makes them about three times as
   * fast. Where Node or a content security policy forbids it, none is generated whatever this says.
   *
   * @default true
   */
  readonly codeGeneration?: boolean;
}

/** Builds the operation table of a bundled document, with the problems met on the way. */
export function createContract(
  bundle: Bundle,
  files: readonly string[],
  { codeGeneration = true }: LoadOptions = {},
): { readonly contract: Contract; readonly problems: readonly ContractProblem[] } {
  const problems: ContractProblem[] = [];
  const context = createTableContext(bundle, problems);
  const paths = buildOperations(context, () => contract);
  const securitySchemes = buildSecuritySchemes(context);
  const webhooks = buildWebhooks(context, () => contract);
  checkOperations(context, { paths, webhooks, schemes: securitySchemes });
  const basePaths = readBasePaths(bundle.document.servers);
  const contract: Contract = {
    openapi: String(bundle.document.openapi),
    document: bundle.document,
    operations: byId(paths),
    securitySchemes,
    webhooks,
    basePaths,
    match: createRouter(routesOf(paths)),
    locate: (pointer) => bundle.locate(pointer),
    resolve: createResolver(bundle.document),
    dynamicAnchorsOf: (schema) => bundle.dynamicAnchorsOf(schema),
    responsesAt: (pointer) =>
      buildResponseMap(context, context.resolve({ $ref: `#${encodeURI(pointer)}` }, pointer)),
    files,
    codeGeneration,
  };
  const isTooDeep = bundle.problems.some(({ rule }) => rule === "too-deep");
  if (!isTooDeep) checkSchemas(context.report, contract, bundle.schemaPointers);
  return { contract, problems };
}

function byId(paths: readonly PathEntry[]): ReadonlyMap<string, Operation> {
  const operations = paths.flatMap((entry) => [...entry.operations.values()]);
  return new Map(operations.map((operation) => [operation.id, operation]));
}

/** An operation's own servers replace those of its path, and they those of the document (OpenAPI 3.1.1, 4.8.10). */
function routesOf(paths: readonly PathEntry[]): readonly Route[] {
  return paths.flatMap(({ path, operations }) => {
    const byBase = new Map<string, Map<HttpMethod, Operation>>();
    for (const [method, operation] of operations) {
      for (const basePath of operation.basePaths) {
        byBase.set(
          basePath,
          (byBase.get(basePath) ?? new Map<HttpMethod, Operation>()).set(method, operation),
        );
      }
    }
    return [...byBase].map(([basePath, served]) => ({ basePath, path, operations: served }));
  });
}
