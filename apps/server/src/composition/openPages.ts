import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "../http/createPageRoutes.ts";
import { createStaticPages } from "../http/createStaticPages.ts";
import type { Logger } from "../logging/createLogger.ts";

/** The pages that `npm run generate` makes, each with what its content may load. */
const FOLDERS = [
  {
    prefix: "/docs",
    folder: fileURLToPath(new URL("../../pages/docs/", import.meta.url)),
    contentSecurityPolicy:
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  },
] as const;

/** Reads the pages that the server serves beside the operations; a folder that was not made is reported and left out. */
export function openPages(logger: Pick<Logger, "warn">): ReadonlyMap<string, Page> {
  return new Map(
    FOLDERS.flatMap((pages) => {
      if (existsSync(pages.folder)) return [...createStaticPages(pages)];
      logger.warn("Pages are not served: their folder does not exist. Make it with `npm run generate`.", {
        path: pages.prefix,
        folder: pages.folder,
      });
      return [];
    }),
  );
}
