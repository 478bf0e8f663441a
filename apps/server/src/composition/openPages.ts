import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "../http/createPageRoutes.ts";
import { createStaticPages, type StaticPagesOptions } from "../http/createStaticPages.ts";
import type { Logger } from "../logging/createLogger.ts";

/** A folder of pages, and what to do where it was not made. */
interface PagesFolder extends StaticPagesOptions {
  readonly remedy: string;
}

/** No inline script or style, and nothing from elsewhere. */
const OWN_SOURCES =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const DOCS: PagesFolder = {
  prefix: "/docs",
  folder: fileURLToPath(new URL("../../pages/docs/", import.meta.url)),
  contentSecurityPolicy: OWN_SOURCES,
  remedy: "Make it with: npm run generate",
};

const CONSOLE: PagesFolder = {
  prefix: "",
  folder: fileURLToPath(new URL("../../../console/dist/", import.meta.url)),
  contentSecurityPolicy: `${OWN_SOURCES}; connect-src 'self'; font-src 'self'; manifest-src 'self'`,
  remedy: "Make it with: npm run build. Or set GATEHOUSE_CONSOLE=off",
};

/** The path of the console. */
export const CONSOLE_PATH = "/";

/** The folders of pages that a server has. */
export function pagesFolders(configuration: { readonly console: boolean }): readonly PagesFolder[] {
  return configuration.console ? [DOCS, CONSOLE] : [DOCS];
}

/** Reads the pages that the server serves beside the operations; a folder that was not made is reported and left out. */
export function openPages(
  folders: readonly PagesFolder[],
  logger: Pick<Logger, "warn">,
): ReadonlyMap<string, Page> {
  return new Map(
    folders.flatMap((pages) => {
      if (existsSync(pages.folder)) return [...createStaticPages(pages)];
      logger.warn("Pages are not served: their folder does not exist.", {
        path: pages.prefix || CONSOLE_PATH,
        folder: pages.folder,
        remedy: pages.remedy,
      });
      return [];
    }),
  );
}
