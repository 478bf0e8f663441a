import { createGatehouseClient } from "@gatehouse/client";
import { expect, test } from "vitest";
import { credentials } from "./fixtures/credentials.ts";
import { errorBody, startApi, successBody } from "./fixtures/startApi.ts";

test("a sign-in sends the credentials to the path of the contract and returns the data of the session", async () => {
  await using api = await startApi();
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });

  const result = await gatehouse.signIn(credentials);

  expect(result.ok).toBe(true);
  expect(result.data?.user.username).toBe("admin");
  expect(api.seen).toHaveLength(1);
  expect(api.seen[0]).toMatchObject({ method: "POST", path: "/api/admin/v1/sessions" });
  expect(JSON.parse(api.seen[0]?.body ?? "")).toEqual({ authType: "local", ...credentials });
  expect(api.seen[0]?.headers).toMatchObject({
    "content-type": "application/json",
    accept: "application/json",
  });
});

test("an authType is sent unchanged", async () => {
  await using api = await startApi();
  await createGatehouseClient({ baseUrl: api.baseUrl }).signIn({ ...credentials, authType: "vsphere" });
  expect(JSON.parse(api.seen[0]?.body ?? "").authType).toBe("vsphere");
});

test.for(["x-hm-authorization", "X-HM-Authorization", "X-Hm-AUTHORIZATION"])(
  "the token is taken from the header %s and sent back raw",
  async (header) => {
    await using api = await startApi({
      respond: ({ method }) =>
        method === "POST"
          ? { status: 200, headers: { [header]: "the-token" }, body: successBody({ user: {} }) }
          : undefined,
    });
    const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
    await gatehouse.signIn(credentials);
    await gatehouse.session();
    expect(api.seen[1]?.headers["x-hm-authorization"]).toBe("the-token");
    expect(api.seen[1]?.headers.authorization).toBeUndefined();
  },
);

test("a wrong password is a value with code, status, message and transaction id", async () => {
  await using api = await startApi();
  const result = await createGatehouseClient({ baseUrl: api.baseUrl }).signIn({
    username: "admin",
    password: "wrong",
  });
  expect(result).toEqual({
    ok: false,
    error: {
      status: 401,
      errorCode: "INVALID_CREDENTIALS",
      message: "Invalid username or password.",
      transactionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      retryAfterSeconds: undefined,
    },
  });
});

test("a failed sign-in does not change an open session", async () => {
  await using api = await startApi();
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
  await gatehouse.signIn(credentials);
  await gatehouse.signIn({ username: "other", password: "wrong" });
  expect((await gatehouse.session()).data?.user.username).toBe("admin");
});

test("SES-02: a sign-in never sends the token of an earlier one", async () => {
  await using api = await startApi();
  const gatehouse = createGatehouseClient({ baseUrl: api.baseUrl });
  await gatehouse.signIn(credentials);
  await gatehouse.signIn(credentials);
  expect(api.seen[1]?.headers["x-hm-authorization"]).toBeUndefined();
});

const rejections = [
  { status: 400, errorCode: "BAD_REQUEST" },
  { status: 404, errorCode: "BAD_REQUEST" },
  { status: 413, errorCode: "BAD_REQUEST" },
  { status: 415, errorCode: "BAD_REQUEST" },
  { status: 403, errorCode: "NOT_ENOUGH_PRIVILEGES" },
  { status: 500, errorCode: "INTERNAL_SERVER_ERROR" },
];

test.for(rejections)("status $status with $errorCode is a value", async ({ status, errorCode }) => {
  await using api = await startApi({ respond: () => ({ status, body: errorBody("No.", errorCode) }) });
  const { error } = await createGatehouseClient({ baseUrl: api.baseUrl }).signIn(credentials);
  expect(error).toMatchObject({ status, errorCode, message: "No." });
});

test("without the optional errorCode the status determines it", async () => {
  await using api = await startApi({
    respond: () => ({ status: 401, body: { ...errorBody("x"), error: undefined } }),
  });
  const { error } = await createGatehouseClient({ baseUrl: api.baseUrl }).signIn(credentials);
  expect(error).toMatchObject({
    errorCode: "INVALID_CREDENTIALS",
    message: "The request was rejected with status 401.",
  });
});

const waits = [
  { status: 429, header: "7", want: 7 },
  { status: 503, header: "120", want: 120 },
  { status: 503, header: "Mon, 23 Nov 2026 10:00:00 GMT", want: undefined },
  { status: 429, header: "-1", want: undefined },
];

test.for(waits)("AUT-10: status $status with retry-after '$header' gives $want seconds", async (given) => {
  await using api = await startApi({
    respond: () => ({
      status: given.status,
      headers: { "retry-after": given.header },
      body: errorBody("Later."),
    }),
  });
  const { error } = await createGatehouseClient({ baseUrl: api.baseUrl }).signIn(credentials);
  expect(error).toMatchObject({ status: given.status, errorCode: undefined });
  expect(error?.retryAfterSeconds).toBe(given.want);
});

test("status 429 without retry-after gives no seconds", async () => {
  await using api = await startApi({ respond: () => ({ status: 429, body: errorBody("Later.") }) });
  const { error } = await createGatehouseClient({ baseUrl: api.baseUrl }).signIn(credentials);
  expect(error).toMatchObject({ status: 429, retryAfterSeconds: undefined });
});

test("a failure with a code never has retryAfterSeconds", async () => {
  await using api = await startApi({
    respond: () => ({
      status: 500,
      headers: { "retry-after": "7" },
      body: errorBody("No.", "INTERNAL_SERVER_ERROR"),
    }),
  });
  const { error } = await createGatehouseClient({ baseUrl: api.baseUrl }).signIn(credentials);
  expect(error).toMatchObject({ status: 500, retryAfterSeconds: undefined });
});

test("a token in an error response is ignored", async () => {
  const tokens: unknown[] = [];
  await using api = await startApi({
    respond: () => ({
      status: 401,
      headers: { "x-hm-authorization": "planted" },
      body: errorBody("No.", "INVALID_CREDENTIALS"),
    }),
  });
  await createGatehouseClient({ baseUrl: api.baseUrl, onToken: (token) => tokens.push(token) }).signIn(
    credentials,
  );
  expect(tokens).toEqual([]);
});

test("a response without the token header is an error that mentions CORS", async () => {
  await using api = await startApi({ respond: () => ({ status: 200, body: successBody({ user: {} }) }) });
  const signingIn = createGatehouseClient({ baseUrl: api.baseUrl }).signIn(credentials);
  await expect(signingIn).rejects.toMatchObject({
    code: "UNEXPECTED_ANSWER",
    message: expect.stringContaining("no header x-hm-authorization, which a server must expose"),
  });
});
