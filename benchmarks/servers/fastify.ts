import Fastify from "fastify";
import { peerDocument } from "../peerDocument.ts";
import { announce, documentedHeaders, envelope, PATH, sessions } from "../service.ts";

/** Fastify with a schema for the response, which only serialises it; the response is not validated. */
const document = await peerDocument();
const { schemas } = (document as never as { components: { schemas: Record<string, object> } }).components;
const refer = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll("#/components/schemas/", "schemas#/definitions/"));

const app = Fastify({ ajv: { customOptions: { strict: false } } });
app.addSchema({ $id: "schemas", definitions: refer(schemas) });
app.get(
  PATH,
  {
    schema: {
      headers: {
        type: "object",
        properties: { "x-hm-authorization": { type: "string" } },
        required: ["x-hm-authorization"],
      },
      response: { 200: { $ref: "schemas#/definitions/SessionGetResponse" } },
    },
    onRequest: async (request, reply) => {
      if (!sessions.has(String(request.headers["x-hm-authorization"]))) await reply.code(401 as 200).send();
    },
  },
  async (request, reply) => {
    reply.headers(documentedHeaders);
    return envelope(sessions.get(String(request.headers["x-hm-authorization"])));
  },
);
await app.listen({ port: 0, host: "127.0.0.1" });
announce(app.server);
