import express, { type NextFunction, type Request, type Response } from "express";
import * as OpenApiValidator from "express-openapi-validator";
import { peerDocument } from "../peerDocument.ts";
import { announce, documentedHeaders, envelope, PATH, sessions } from "../service.ts";

/** Express with express-openapi-validator, set up as its documentation shows. */
const app = express();
app.use(express.json());
app.use(
  OpenApiValidator.middleware({
    apiSpec: (await peerDocument()) as never,
    validateRequests: true,
    validateResponses: true,
    validateSecurity: {
      handlers: {
        XHM_TOKEN: (req) => sessions.has(String(req.headers["x-hm-authorization"])),
        AUTHORIZATION: (req) => sessions.has(String(req.headers.authorization)),
      },
    },
  }),
);
app.get(PATH, (req, res) => {
  res.set(documentedHeaders).json(envelope(sessions.get(String(req.headers["x-hm-authorization"]))));
});
// biome-ignore lint/complexity/useMaxParams: Express knows error handlers by their four parameters.
app.use((error: { status?: number; message: string }, _req: Request, res: Response, _next: NextFunction) => {
  res.status(error.status ?? 500).json({ error: error.message });
});
const server = app.listen(0, "127.0.0.1", () => announce(server));
