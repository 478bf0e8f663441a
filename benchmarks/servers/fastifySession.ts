import fastifyCookie from "@fastify/cookie";
import fastifySession from "@fastify/session";
import Fastify from "fastify";
import { announce, documentedHeaders, envelope, PATH, sessions, TOKEN } from "../service.ts";

/** Fastify with its session plugin and the memory store; the session is found by a signed cookie. */
const app = Fastify();
await app.register(fastifyCookie);
await app.register(fastifySession, {
  secret: "a secret of the comparison that is long enough",
  cookie: { secure: false },
  saveUninitialized: false,
});
app.post(PATH, async (request, reply) => {
  (request.session as unknown as Record<string, unknown>).token = TOKEN;
  return reply.send({});
});
app.get(PATH, async (request, reply) => {
  const token = (request.session as unknown as Record<string, unknown>).token;
  const data = sessions.get(String(token));
  if (data === undefined) return reply.code(401).send();
  return reply.headers(documentedHeaders).send(envelope(data));
});
await app.listen({ port: 0, host: "127.0.0.1" });
announce(app.server);
