import { expect, test } from "vitest";
import { BROWSER, createTestApi } from "./createTestApi.ts";
import { brokenStore, unavailableStore } from "./failingStore.ts";
import type { ProtectedCall } from "./testProtectedOperation.ts";

/** Registers the tests that hold for every operation that only a page of the server may call. */
export function testBrowserOperation({
  method,
  path,
  body,
}: ProtectedCall & { readonly body: object }): void {
  test("NET-18 401 403: a token in a header and a cookie of another page are rejected", async () => {
    const api = await createTestApi();
    const { cookie } = await api.browse();
    const token = cookie.replace("__Host-gatehouse=", "");
    const calls = [
      { "x-hm-authorization": token },
      { authorization: `Bearer ${token}` },
      { ...BROWSER, authorization: token },
      { cookie },
      BROWSER,
      { ...BROWSER, cookie: "__Host-gatehouse=unknown" },
    ];
    for (const headers of calls) {
      const response = await api.call(method, path).set(headers).send(body).expect(401);
      expect(response.body.errorCode).toBe("INVALID_SESSION_TOKEN");
      expect(response.headers).not.toHaveProperty("set-cookie");
    }
    for (const site of ["cross-site", "same-site"]) {
      const headers = { ...BROWSER, cookie, "sec-fetch-site": site };
      const response = await api.call(method, path).set(headers).send(body).expect(403);
      expect(response.body.error).toBe("This request comes from a page of another site.");
    }
    await api
      .get("/sessions")
      .set({ ...BROWSER, cookie })
      .expect(200);
  });

  test("NET-10 400: a repeated header of the browser mode is rejected", async () => {
    const api = await createTestApi();
    const twice = ["cookie", "cookie"] as unknown as string;
    const call = api.call(method, path).set(await api.browse());
    const response = await call.set("x-gatehouse-session", twice).send(body).expect(400);
    expect(response.body.error).toBe("The header x-gatehouse-session must be sent once.");
  });

  test("NET-14 400: broken JSON, missing and unknown fields are rejected", async () => {
    const api = await createTestApi();
    const browser = await api.browse();
    const call = () => api.call(method, path).set(browser).type("json");
    expect((await call().send("{").expect(400)).body.error).toBe("The request body is not valid JSON.");
    const [required = ""] = Object.keys(body).slice(-1);
    const { [required]: _left, ...rest } = { ...body } as Record<string, unknown>;
    expect((await call().send(rest).expect(400)).body.error).toBe(`/${required} is required.`);
    const more = await call()
      .send({ ...body, excess: true })
      .expect(400);
    expect(more.body.error).toContain("/excess");
  });

  test("NET-06 NET-08 413 415: the body is JSON of at most 16 KiB", async () => {
    const api = await createTestApi();
    const browser = await api.browse();
    const text = JSON.stringify(body).padEnd(16_385, " ");
    await api.call(method, path).set(browser).type("json").send(text).expect(413);
    await api.call(method, path).set(browser).type("text").send("open").expect(415);
  });

  test("OPS-01 NET-19 500 503: without its store the server accepts no client and shows no cause", async () => {
    for (const [store, status] of [
      [brokenStore("touch"), 500],
      [unavailableStore("touch"), 503],
    ] as const) {
      const api = await createTestApi({ store });
      const headers = { ...BROWSER, cookie: "__Host-gatehouse=any" };
      const response = await api.call(method, path).set(headers).send(body).expect(status);
      expect(response.text).not.toContain("canary");
    }
  });
}
