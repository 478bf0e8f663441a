import { expect, test } from "vitest";
import { createTestApi } from "./createTestApi.ts";
import { brokenStore, unavailableStore } from "./failingStore.ts";

/** A call that needs a session. */
export interface ProtectedCall {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly body?: object;
}

/** Registers the tests that hold for every operation that needs a session. */
export function testProtectedOperation({ method, path, body }: ProtectedCall): void {
  test("NET-04 401: without a token, or with an unknown one, nothing is done", async () => {
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

  test("either header carries the token", async () => {
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

  test("NET-11 400: two tokens that disagree are refused", async () => {
    const api = await createTestApi();
    const headers = { "x-hm-authorization": await api.signIn(), authorization: "other" };
    const response = await api.call(method, path).set(headers).send(body).expect(400);
    expect(response.body.error).toContain("different tokens");
  });

  test.each(["Basic YWRtaW46YWRtaW4=", "Negotiate", 'Digest username="a"', "AWS4-HMAC-SHA256 Credential=a"])(
    "NET-11 credentials of another scheme, %s, are for somebody else",
    async (authorization) => {
      const api = await createTestApi();
      const alone = await api.call(method, path).set({ authorization }).send(body).expect(401);
      expect(alone.headers["www-authenticate"]).toBe('Bearer realm="gatehouse"');
      const headers = { "x-hm-authorization": await api.signIn(), authorization };
      expect([200, 404]).toContain((await api.call(method, path).set(headers).send(body)).status);
    },
  );

  test("NET-10 400: a repeated token header is refused", async () => {
    const api = await createTestApi();
    const twice = ["one", "one"] as unknown as string;
    const response = await api.call(method, path).set("x-hm-authorization", twice).send(body).expect(400);
    expect(response.body.error).toBe("The header x-hm-authorization must be sent once.");
  });

  test("NET-19 500: a fault shows nothing of itself", async () => {
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

  if (body !== undefined) testBodyRefusals({ method, path, body });
}

function testBodyRefusals({ method, path, body }: ProtectedCall): void {
  test("NET-08 413: a body over 16 KiB is refused", async () => {
    const api = await createTestApi();
    const text = JSON.stringify(body).padEnd(16_385, " ");
    const token = await api.signIn();
    await api.call(method, path).set("authorization", token).type("json").send(text).expect(413);
  });

  test("NET-06 415: a body that is not JSON by its type is refused", async () => {
    const api = await createTestApi();
    const token = await api.signIn();
    await api.call(method, path).set("authorization", token).type("text").send("open").expect(415);
  });

  test("NET-14 400: broken JSON, missing and unknown fields are refused", async () => {
    const api = await createTestApi();
    const token = await api.signIn();
    const call = () => api.call(method, path).set("authorization", token).type("json");
    expect((await call().send('{"a":').expect(400)).body.error).toBe("The request body is not valid JSON.");
    const [required = ""] = Object.keys(body ?? {}).slice(-1);
    const { [required]: _left, ...rest } = { ...body } as Record<string, unknown>;
    expect((await call().send(rest).expect(400)).body.error).toBe(`/${required} is required.`);
    const surplus = await call()
      .send({ ...body, surplus: true })
      .expect(400);
    expect(surplus.body.error).toContain("/surplus");
  });
}
