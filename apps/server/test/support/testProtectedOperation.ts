import { expect, test } from "vitest";
import { BROWSER, createTestApi } from "./createTestApi.ts";
import { brokenStore, unavailableStore } from "./failingStore.ts";

/** A call that needs a session. */
export interface ProtectedCall {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly body?: object;
  /** Whether pages of the server call it with their cookie. @default true */
  readonly inBrowser?: boolean;
}

/** Registers the tests that hold for every operation that needs a session. */
export function testProtectedOperation({ method, path, body, inBrowser = true }: ProtectedCall): void {
  test("NET-04 401: a missing and an unknown token are rejected", async () => {
    const api = await createTestApi();
    const without = await api.call(method, path).send(body).expect(401);
    expect(without.headers["www-authenticate"]).toBe('Bearer realm="gatehouse"');
    const unknown = await api
      .call(method, path)
      .set("authorization", "Bearer unknown")
      .send(body)
      .expect(401);
    expect(unknown.headers["www-authenticate"]).toBe('Bearer realm="gatehouse", error="invalid_token"');
    expect(unknown.body.errorCode).toBe("INVALID_SESSION_TOKEN");
  });

  test("either header may carry the token", async () => {
    for (const header of ["x-hm-authorization", "authorization"]) {
      const api = await createTestApi();
      const response = await api
        .call(method, path)
        .set(header, await api.signIn())
        .send(body);
      // Ids in a path are made up, so that nothing may be there.
      expect([200, 404]).toContain(response.status);
    }
  });

  test("NET-11 400: two different tokens are rejected", async () => {
    const api = await createTestApi();
    const headers = { "x-hm-authorization": await api.signIn(), authorization: "other" };
    const response = await api.call(method, path).set(headers).send(body).expect(400);
    expect(response.body.error).toContain("different tokens");
  });

  test.each(["Basic YWRtaW46YWRtaW4=", "Negotiate", 'Digest username="a"', "AWS4-HMAC-SHA256 Credential=a"])(
    "NET-11 credentials of another scheme, %s, are ignored",
    async (authorization) => {
      const api = await createTestApi();
      const alone = await api.call(method, path).set({ authorization }).send(body).expect(401);
      expect(alone.headers["www-authenticate"]).toBe('Bearer realm="gatehouse"');
      const headers = { "x-hm-authorization": await api.signIn(), authorization };
      expect([200, 404]).toContain((await api.call(method, path).set(headers).send(body)).status);
    },
  );

  test("NET-10 400: a repeated token header is rejected", async () => {
    const api = await createTestApi();
    const twice = ["one", "one"] as unknown as string;
    const response = await api.call(method, path).set("x-hm-authorization", twice).send(body).expect(400);
    expect(response.body.error).toBe("The header x-hm-authorization must be sent once.");
  });

  test("NET-19 500: the response to an internal error shows no cause", async () => {
    const api = await createTestApi({ store: brokenStore("touch") });
    const response = await api.call(method, path).set("authorization", "any").send(body).expect(500);
    expect(response.body).toMatchObject({
      errorCode: "INTERNAL_SERVER_ERROR",
      error: "Internal server error",
    });
    expect(response.text).not.toContain("canary");
  });

  test("OPS-01 503: without its store the server accepts no session", async () => {
    const api = await createTestApi({ store: unavailableStore("touch") });
    const response = await api.call(method, path).set("x-hm-authorization", "any").send(body).expect(503);
    expect(response.headers["retry-after"]).toBe("5");
  });

  if (inBrowser) testBrowserMode({ method, path, ...(body && { body }) });
  if (body !== undefined) testBodyRejections({ method, path, body });
}

/** The headers that make the cookie of a browser invalid, by reason: there is none, or it comes from another site. */
const notOurPage: Readonly<
  Record<401 | 403, Readonly<Record<string, (cookie: string) => Record<string, string>>>>
> = {
  401: {
    "without the header": (cookie) => ({ cookie, "sec-fetch-site": "same-origin" }),
    "without sec-fetch-site": (cookie) => ({ cookie, "x-gatehouse-session": "cookie" }),
    "without the prefix in its name": (cookie) => ({ ...BROWSER, cookie: cookie.replace("__Host-", "") }),
    "beside another of its name": (cookie) => ({ ...BROWSER, cookie: `__Host-gatehouse=tossed; ${cookie}` }),
    "whose name only looks like it": (cookie) => ({ ...BROWSER, cookie: `\xa0${cookie}` }),
    "that is empty": () => ({ ...BROWSER, cookie: "__Host-gatehouse=" }),
  },
  403: {
    "with another value of the header": (cookie) => ({ ...BROWSER, cookie, "x-gatehouse-session": "1" }),
    "from another site": (cookie) => ({ ...BROWSER, cookie, "sec-fetch-site": "cross-site" }),
    "in a form of another site": (cookie) => ({ cookie, "sec-fetch-site": "cross-site" }),
    "in a form of another site that got no cookie": () => ({ "sec-fetch-site": "cross-site" }),
    "from a subdomain": (cookie) => ({ ...BROWSER, cookie, "sec-fetch-site": "same-site" }),
    "from the address bar": (cookie) => ({ ...BROWSER, cookie, "sec-fetch-site": "none" }),
    "from another origin": (cookie) => ({ ...BROWSER, cookie, origin: "https://127.0.0.1:1" }),
    "from an opaque origin": (cookie) => ({ ...BROWSER, cookie, origin: "null" }),
  },
};

/** Operations that were published without a 403 say 401 in its place. */
const WITHOUT_403 = "/sessions";

const codes = { 401: "INVALID_SESSION_TOKEN", 403: "NOT_ENOUGH_PRIVILEGES" } as const;

function testBrowserMode({ method, path, body }: ProtectedCall): void {
  test("NET-18 a page of the server is authenticated by its cookie", async () => {
    const api = await createTestApi();
    const headers = { ...(await api.browse()), origin: api.origin };
    expect([200, 404]).toContain((await api.call(method, path).set(headers).send(body)).status);
  });

  test.each([401, 403] as const)(
    "NET-18 %i: a cookie is accepted only from a page of the server and without a second cookie",
    async (kind) => {
      const api = await createTestApi();
      const { cookie } = await api.browse();
      const want = path === WITHOUT_403 ? 401 : kind;
      for (const [name, headersOf] of Object.entries(notOurPage[kind])) {
        const response = await api.call(method, path).set(headersOf(cookie)).send(body);
        const { status, headers } = response;
        expect({ name, status, errorCode: response.body.errorCode }).toEqual({
          name,
          status: want,
          errorCode: codes[want],
        });
        if (kind === 403) expect(headers).not.toHaveProperty("set-cookie");
      }
      await api
        .get("/sessions")
        .set({ ...BROWSER, cookie })
        .expect(200);
    },
  );

  test("NET-11 NET-18 400: a cookie and a different token are rejected; without its header a cookie is ignored", async () => {
    for (const header of ["x-hm-authorization", "authorization"]) {
      const api = await createTestApi();
      const browser = await api.browse();
      const token = await api.signIn();
      const call = () => api.call(method, path).set(header, token);
      const blanksInside = { ...browser, cookie: "__Host-gatehouse=a = b", [header]: "a=b" };
      for (const headers of [browser, blanksInside]) {
        const disagreeing = await call().set(headers).send(body).expect(400);
        expect(disagreeing.body.error).toContain("cookie and a token header");
      }
      expect([200, 404]).toContain((await call().set({ cookie: browser.cookie }).send(body)).status);
    }
  });
}

function testBodyRejections({ method, path, body }: ProtectedCall): void {
  test("NET-08 413: a body over 16 KiB is rejected", async () => {
    const api = await createTestApi();
    const text = JSON.stringify(body).padEnd(16_385, " ");
    const token = await api.signIn();
    await api.call(method, path).set("authorization", token).type("json").send(text).expect(413);
  });

  test("NET-06 415: a body of another type than JSON is rejected", async () => {
    const api = await createTestApi();
    const token = await api.signIn();
    await api.call(method, path).set("authorization", token).type("text").send("open").expect(415);
  });

  test("NET-14 400: broken JSON, missing and unknown fields are rejected", async () => {
    const api = await createTestApi();
    const token = await api.signIn();
    const call = () => api.call(method, path).set("authorization", token).type("json");
    expect((await call().send('{"a":').expect(400)).body.error).toBe("The request body is not valid JSON.");
    const [required = ""] = Object.keys(body ?? {}).slice(-1);
    const { [required]: _left, ...rest } = { ...body } as Record<string, unknown>;
    expect((await call().send(rest).expect(400)).body.error).toBe(`/${required} is required.`);
    const excess = await call()
      .send({ ...body, excess: true })
      .expect(400);
    expect(excess.body.error).toContain("/excess");
  });
}
