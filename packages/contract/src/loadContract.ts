import type { Contract, HttpMethod, Operation } from "./Contract.ts";
import { ContractError } from "./ContractError.ts";
import type { ContractProblem } from "./ContractProblem.ts";
import type { Bundle } from "./load/bundleDocument.ts";
import { bundleDocument } from "./load/bundleDocument.ts";
import { checkVersion } from "./load/checkVersion.ts";
import { createResolver } from "./load/createResolver.ts";
import { loadSources } from "./load/loadSources.ts";
import { readEntry } from "./load/readEntry.ts";
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
   * Whether validators may be generated as code at run time (`new Function`). Generated validators are two to eight
   * times as fast for three of our responses (`npm run bench:validation`). Where Node or a content security policy
   * forbids generated code, none is generated with any value of this option.
   *
   * @default true
   */
  readonly codeGeneration?: boolean;
}

/** A document as an operation table, with what is wrong in it. */
export interface ReadContract {
  readonly contract: Contract;
  /** The table leaves out what cannot be read. */
  readonly problems: readonly ContractProblem[];
}

/**
 * Reads, bundles and checks an OpenAPI 3.0, 3.1 or 3.2 document.
 *
 * @param source Path of a file, address (`file:`, `http:`, `https:`), or the document itself as a value.
 * @throws {ContractError} when the document cannot be used; its `problems` name every problem with its location.
 */
export async function loadContract(
  source: string | URL | object,
  options: LoadOptions = {},
): Promise<Contract> {
  const entry = await readEntry(source);
  const { contract, problems } = await read(entry, options);
  rejectFaulty(entry.name, problems);
  return contract;
}

/**
 * Reads a document as `loadContract` does, and reports its problems in place of rejecting it: for tools that show what
 * there is.
 *
 * @throws {ContractError} when a file cannot be read, its text is broken, or its version is not supported.
 */
export async function readContract(source: string | URL | object): Promise<ReadContract> {
  return read(await readEntry(source), { isLenient: true });
}

async function read(
  entry: Awaited<ReturnType<typeof readEntry>>,
  { isLenient = false, ...options }: LoadOptions & { readonly isLenient?: boolean } = {},
): Promise<ReadContract> {
  rejectFaulty(entry.name, checkVersion(entry));
  const sources = await loadSources(entry);
  if (isLenient) rejectFaulty(entry.name, sources.problems);
  const bundle = bundleDocument(sources);
  const structural = unique([...sources.problems, ...bundle.problems]);
  // The table is built even from a faulty document, so that the caller gets all problems at once.
  const files = [...sources.files.values()].map(({ name }) => name);
  const { contract, problems } = createContract(bundle, files, options);
  return { contract, problems: unique([...structural, ...problems]) };
}

function rejectFaulty(source: string, problems: readonly ContractProblem[]): void {
  if (problems.length > 0) throw new ContractError(source, problems);
}

/** Validation visits a shared component once for each use; its problems are reported once. */
function unique(problems: readonly ContractProblem[]): readonly ContractProblem[] {
  const byText = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...byText.values()];
}

/** Builds the operation table of a bundled document, with the problems met on the way. */
function createContract(
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
    responsesAt: (pointer) => buildResponseMap(context, context.at(pointer)),
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
