import type { Contract } from "@gatehouse/contract";
import express, { type Router } from "express";
import { stringify } from "yaml";
import { securityHeaders } from "./securityHeaders.ts";

/** Serves the document in one piece, as `/openapi.yaml` and `/openapi.json`. */
export function createDocumentRoutes({ document }: Contract): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  const pages = {
    "/openapi.yaml": {
      type: "application/yaml; charset=utf-8",
      text: stringify(document, { aliasDuplicateObjects: false }),
    },
    "/openapi.json": { type: "application/json; charset=utf-8", text: JSON.stringify(document, null, 2) },
  };
  for (const [path, { type, text }] of Object.entries(pages)) {
    router.get(path, (_request, response) => {
      response.set({ ...securityHeaders, "content-type": type }).end(text);
    });
  }
  return router;
}
