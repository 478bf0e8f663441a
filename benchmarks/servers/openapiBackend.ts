import express, { type Request, type Response } from "express";
import { type Context, OpenAPIBackend } from "openapi-backend";
import { peerDocument } from "../peerDocument.ts";
import { announce, documentedHeaders, envelope, sessions } from "../service.ts";

/** Express with openapi-backend, set up as its documentation shows, responses checked as well. */
const api = new OpenAPIBackend({
  definition: (await peerDocument()) as never,
  apiRoot: "/api/admin/v1",
  quick: true,
});
api.register({
  getSession: (context: Context) =>
    envelope(sessions.get(String(context.request.headers["x-hm-authorization"]))),
  unauthorizedHandler: (_context: Context, _req: Request, res: Response) =>
    res.status(401).json({ error: "unauthorized" }),
  validationFail: (context: Context, _req: Request, res: Response) =>
    res.status(400).json({ error: context.validation.errors }),
  notFound: (_context: Context, _req: Request, res: Response) => res.status(404).json({ error: "not found" }),
  postResponseHandler: (context: Context, _req: Request, res: Response) => {
    if (!context.operation) return undefined;
    const { errors } = context.api.validateResponse(context.response, context.operation);
    if (errors) return res.status(502).json({ error: errors });
    return res.set(documentedHeaders).json(context.response);
  },
});
api.registerSecurityHandler("XHM_TOKEN", (context: Context) =>
  sessions.has(String(context.request.headers["x-hm-authorization"])),
);
api.registerSecurityHandler("AUTHORIZATION", (context: Context) =>
  sessions.has(String(context.request.headers.authorization)),
);
await api.init();
const app = express();
app.use(express.json());
app.use((req, res) => api.handleRequest(req as never, req, res));
const server = app.listen(0, "127.0.0.1", () => announce(server));
