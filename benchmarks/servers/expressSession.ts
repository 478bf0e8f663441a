import express from "express";
import session from "express-session";
import { announce, documentedHeaders, envelope, PATH, sessions, TOKEN } from "../service.ts";

/** Express with express-session and its memory store; the session is found by a signed cookie. */
const app = express();
app.use(session({ secret: "a secret of the comparison", resave: false, saveUninitialized: false }));
app.post(PATH, (req, res) => {
  Object.assign(req.session, { token: TOKEN });
  res.json({});
});
app.get(PATH, (req, res) => {
  const data = sessions.get(String(Reflect.get(req.session, "token")));
  if (data === undefined) res.status(401).end();
  else res.set(documentedHeaders).json(envelope(data));
});
const server = app.listen(0, "127.0.0.1", () => announce(server));
