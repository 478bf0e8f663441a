import { expect, test } from "vitest";
import { createTestApi } from "./support/createTestApi.ts";

const SECURITY_HEADERS = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "strict-transport-security": "max-age=31536000",
};

test.each(["/nothing", "/sessions/", "/Sessions", "/sessions/1", "/%2e%2e/sessions", "/sessions%2f"])(
  "404: %s is an unknown path",
  async (path) => {
    const api = await createTestApi();
    const response = await api.get(path).expect(404);
    expect(response.body).toMatchObject({
      errorCode: "BAD_REQUEST",
      error: "There is nothing at this path.",
    });
  },
);

test("400: a broken percent-encoding is rejected", async () => {
  const api = await createTestApi();
  expect((await api.get("/sessions%zz").expect(400)).body.errorCode).toBe("BAD_REQUEST");
});

test.each(["PUT", "PATCH", "TRACE", "PROPFIND"])(
  "NET-07 405: %s is rejected, and Allow lists the accepted methods",
  async (method) => {
    const api = await createTestApi();
    const response = await api.call(method, "/sessions").expect(405);
    expect(response.headers.allow?.split(", ").sort()).toEqual(["DELETE", "GET", "HEAD", "OPTIONS", "POST"]);
    expect(response.body.error).toContain(`${method} is not allowed here`);
  },
);

test("NET-07 OPTIONS lists the methods and permits nothing to other origins", async () => {
  const api = await createTestApi();
  const response = await api.call("OPTIONS", "/sessions").set("origin", "https://evil.example").expect(204);
  expect(response.headers.allow).toContain("DELETE");
  expect(Object.keys(response.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
});

test("NET-02 NET-19 every kind of response carries the security headers and no server name", async () => {
  const api = await createTestApi();
  const token = await api.signIn();
  const answers = await Promise.all([
    api.get("/sessions").set("x-hm-authorization", token),
    api.get("/sessions"),
    api.get("/nothing"),
    api.call("TRACE", "/sessions"),
    api.post("/sessions").type("form").send("a=b"),
    api.root.get("/openapi.yaml"),
  ]);
  for (const response of answers) {
    expect(response.headers).toMatchObject(SECURITY_HEADERS);
    expect(response.headers).not.toHaveProperty("x-powered-by");
    expect(response.headers).not.toHaveProperty("server");
  }
});

test("the document is served as one file, in YAML and JSON", async () => {
  const api = await createTestApi();
  const yaml = await api.root.get("/openapi.yaml").responseType("text").expect(200);
  expect(yaml.headers["content-type"]).toBe("application/yaml; charset=utf-8");
  expect(String(yaml.body)).toMatch(/^openapi: 3\.1\.1\n/);
  expect(String(yaml.body)).not.toMatch(/\$ref: [^"'#\s]*\.yaml/);
  const json = await api.root.get("/openapi.json").expect(200);
  expect(Object.keys(json.body.paths)).toContain("/sessions");
});

test.each(["/openapi.yaml", "/openapi.json"])(
  "NET-21 %s is compressed for clients that accept it, and a cached one gets 304",
  async (path) => {
    const api = await createTestApi();
    const ask = (headers: Record<string, string>) =>
      api.root
        .get(path)
        .responseType("text")
        .set({ "accept-encoding": "identity", ...headers });
    const plain = await ask({}).expect(200);
    const zipped = await ask({ "accept-encoding": "gzip" }).expect(200);
    expect(zipped.headers).toMatchObject({ ...SECURITY_HEADERS, "content-encoding": "gzip" });
    expect(Number(zipped.headers["content-length"])).toBeLessThan(plain.body.length / 4);
    expect(zipped.body.equals(plain.body)).toBe(true);
    const { etag = "" } = plain.headers;
    const known = await ask({ "if-none-match": etag }).expect(304);
    expect(known.headers).toMatchObject({ ...SECURITY_HEADERS, etag, vary: "accept-encoding" });
    await ask({ "if-none-match": String(zipped.headers.etag) }).expect(200);
    api.overload();
    await ask({ "if-none-match": etag }).expect(503);
  },
);
