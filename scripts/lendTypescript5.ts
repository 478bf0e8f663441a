/**
 * Preloaded before dependency-cruiser: gives it the TypeScript 5.9 of `packages/api-types`.
 *
 * dependency-cruiser reads TypeScript through the compiler's JavaScript interface, which ended with TypeScript 5,
 * while the workspace itself is checked by TypeScript 7.
 */
import { createRequire, registerHooks } from "node:module";
import { pathToFileURL } from "node:url";

const fromApiTypes = createRequire(new URL("../packages/api-types/package.json", import.meta.url));

registerHooks({
  resolve(specifier, context, next) {
    const isCompiler = specifier === "typescript" || specifier.startsWith("typescript/");
    const byTheTool = context.parentURL?.includes("/dependency-cruiser/") === true;
    if (!isCompiler || !byTheTool) return next(specifier, context);
    return { url: pathToFileURL(fromApiTypes.resolve(specifier)).href, shortCircuit: true };
  },
});
