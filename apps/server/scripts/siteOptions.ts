import { readFileSync } from "node:fs";
import type { SiteOptions } from "@gatehouse/contract-docs";

const LIFE = new URL("../../../docs/guides/life-of-a-session.md", import.meta.url);

/** What the pages of our document show beside it: a guide, and samples with our own client. */
export function siteOptions(): SiteOptions {
  const text = readFileSync(LIFE, "utf8").replace(/^# .*\n/, "");
  return {
    guides: [{ title: "Life of a session", text }],
    typescriptClient: [
      'import { createGatehouseClient } from "@gatehouse/client";',
      "",
      'const { origin } = new URL(process.env.API_URL ?? "");',
      "const { api } = createGatehouseClient({ baseUrl: origin });",
    ],
  };
}
