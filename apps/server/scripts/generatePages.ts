/** Writes the documentation pages that the server serves at `/docs`. */
import { fileURLToPath } from "node:url";
import { loadContract } from "@gatehouse/contract";
import { sitePages, writeSite } from "@gatehouse/contract-docs";
import { siteOptions } from "./siteOptions.ts";

const contract = await loadContract(new URL("../../../spec/openapi.yaml", import.meta.url));
await writeSite(
  fileURLToPath(new URL("../pages/docs/", import.meta.url)),
  sitePages(contract, siteOptions()),
);
