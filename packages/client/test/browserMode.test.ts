import { createGatehouseClient, type FetchInit } from "@gatehouse/client";
import { expect, test } from "vitest";

const SESSION = { user: { username: "admin" }, session: { id: "s" } };

/** Creates a client of a page with a fetch that responds by method and path, and the requests that it sends. */
function createPageClient(
  responses: Readonly<Record<string, { readonly status: number; readonly body: object }>>,
) {
  const sent: { readonly call: string; readonly headers: FetchInit["headers"] }[] = [];
  const gatehouse = createGatehouseClient({
    baseUrl: "https://appliance:9443",
    browser: true,
    fetch: async (url, { method, headers }) => {
      const call = `${method} ${new URL(url).pathname.replace("/api/admin/v1", "")}`;
      sent.push({ call, headers });
      const { status, body } = responses[call] ?? { status: 500, body: {} };
      return { status, headers: new Headers(), text: async () => JSON.stringify(body) };
    },
    onToken: () => {
      throw new Error("A page has no token.");
    },
  });
  return { gatehouse, sent };
}

const success = (data?: object) => ({ status: 200, body: { success: true, completed: true, data } });
const gone = {
  status: 401,
  body: { success: false, errorCode: "INVALID_SESSION_TOKEN", error: "No active session found" },
};

test("NET-18 a page signs in for a cookie, sends the header with every call, and holds no token", async () => {
  const { gatehouse, sent } = createPageClient({
    "POST /browser-sessions": success(SESSION),
    "GET /sessions": success(SESSION),
    "DELETE /sessions": success(),
  });
  const signedIn = await gatehouse.signIn({ username: "admin", password: "SecureP@ssw0rd" });
  expect(signedIn.data?.user.username).toBe("admin");
  expect((await gatehouse.session()).ok).toBe(true);
  expect((await gatehouse.signOut()).ok).toBe(true);
  expect(sent.map(({ call }) => call)).toEqual([
    "POST /browser-sessions",
    "GET /sessions",
    "DELETE /sessions",
  ]);
  for (const { headers } of sent) {
    expect(headers["x-gatehouse-session"]).toBe("cookie");
    expect(headers).not.toHaveProperty("x-hm-authorization");
  }
});

test("NET-18 after a reload only the server knows the session, so a sign-out sends a request", async () => {
  const { gatehouse, sent } = createPageClient({ "GET /sessions": gone, "DELETE /sessions": gone });
  expect((await gatehouse.session()).error?.errorCode).toBe("INVALID_SESSION_TOKEN");
  expect(await gatehouse.signOut()).toEqual({ ok: true, data: undefined });
  expect(sent).toHaveLength(2);
});

test("a wrong password and a foreign site are failures of a sign-in", async () => {
  for (const [status, errorCode] of [
    [401, "INVALID_CREDENTIALS"],
    [403, "NOT_ENOUGH_PRIVILEGES"],
  ] as const) {
    const body = { success: false, errorCode, error: "no" };
    const { gatehouse } = createPageClient({ "POST /browser-sessions": { status, body } });
    const { error } = await gatehouse.signIn({ username: "admin", password: "x" });
    expect(error).toMatchObject({ status, errorCode });
  }
});
