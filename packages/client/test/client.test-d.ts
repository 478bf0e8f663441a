import type { ErrorCode, operations, SessionData } from "@gatehouse/api-types";
import {
  createGatehouseClient,
  type Failure,
  type Fetch,
  type GatehouseTransportError,
  type InvalidBaseUrlError,
  type SessionFailure,
  type SignInFailure,
  type SignOutFailure,
} from "@gatehouse/client";
import type { fetch as undiciFetch } from "undici";
import { expectTypeOf, test } from "vitest";
import type { errorStatuses } from "../src/failures.ts";

const gatehouse = createGatehouseClient({ baseUrl: "https://appliance:9443" });

test("credentials are name and password, with an optional authType", () => {
  void gatehouse.signIn({ username: "admin", password: "secret" });
  void gatehouse.signIn({ authType: "vsphere", username: "admin", password: "secret" });
  // @ts-expect-error a password is needed
  void gatehouse.signIn({ username: "admin" });
  // @ts-expect-error the contract knows local and vsphere
  void gatehouse.signIn({ authType: "ldap", username: "admin", password: "secret" });
  // @ts-expect-error the contract has no such field
  void gatehouse.signIn({ username: "admin", password: "secret", otp: "123456" });
});

test("baseUrl is required, and only the documented options are accepted", () => {
  // @ts-expect-error baseUrl is missing
  createGatehouseClient({});
  // @ts-expect-error a token is never given from outside
  createGatehouseClient({ baseUrl: "https://appliance:9443", token: "…" });
});

test("data can only be read after a check of ok or error", async () => {
  const result = await gatehouse.session();
  // @ts-expect-error the session may not be there
  void result.data.user;
  if (result.ok) expectTypeOf(result.data).toEqualTypeOf<SessionData>();
  else expectTypeOf(result.data).toEqualTypeOf<undefined>();
  const { data, error } = await gatehouse.session();
  if (error) expectTypeOf(error).toEqualTypeOf<SessionFailure>();
  else expectTypeOf(data).toEqualTypeOf<SessionData>();
  // @ts-expect-error the result is not to be changed
  result.ok = true;
});

test("a sign-out has no data", async () => {
  expectTypeOf((await gatehouse.signOut()).data).toEqualTypeOf<undefined>();
});

test("errorCode narrows the statuses", async () => {
  const { error } = await gatehouse.signIn({ username: "admin", password: "secret" });
  if (error?.errorCode === "INVALID_CREDENTIALS") expectTypeOf(error.status).toEqualTypeOf<401>();
  if (error?.errorCode === "NOT_ENOUGH_PRIVILEGES") expectTypeOf(error.status).toEqualTypeOf<403>();
  if (error?.errorCode === "INTERNAL_SERVER_ERROR") expectTypeOf(error.status).toEqualTypeOf<500>();
});

test("the status narrows the errorCode and retryAfterSeconds", async () => {
  const { error } = await gatehouse.signIn({ username: "admin", password: "secret" });
  if (error?.status === 401) expectTypeOf(error.errorCode).toEqualTypeOf<"INVALID_CREDENTIALS">();
  if (error?.status === 429) {
    expectTypeOf(error.errorCode).toEqualTypeOf<undefined>();
    expectTypeOf(error.retryAfterSeconds).toEqualTypeOf<number | undefined>();
  }
  if (error?.status === 400) expectTypeOf(error.retryAfterSeconds).toEqualTypeOf<undefined>();
});

test("each call has its own codes", () => {
  expectTypeOf<SignInFailure["errorCode"]>().toEqualTypeOf<
    "BAD_REQUEST" | "INVALID_CREDENTIALS" | "NOT_ENOUGH_PRIVILEGES" | "INTERNAL_SERVER_ERROR" | undefined
  >();
  expectTypeOf<SessionFailure["errorCode"]>().toEqualTypeOf<
    "BAD_REQUEST" | "INVALID_SESSION_TOKEN" | "INTERNAL_SERVER_ERROR" | undefined
  >();
  expectTypeOf<SignOutFailure["errorCode"]>().toEqualTypeOf<
    "BAD_REQUEST" | "INTERNAL_SERVER_ERROR" | undefined
  >();
});

test("a comparison with a code that the call does not have does not compile", async () => {
  const { error } = await gatehouse.signOut();
  // @ts-expect-error a sign-out of an ended session is done, so there is nothing to compare
  void (error?.errorCode === "INVALID_SESSION_TOKEN");
  // @ts-expect-error no such status
  void (error?.status === 418);
});

test("a switch over all codes is exhaustive", async () => {
  const { error } = await gatehouse.session();
  if (!error) return;
  switch (error.errorCode) {
    case "BAD_REQUEST":
    case "INVALID_SESSION_TOKEN":
    case "INTERNAL_SERVER_ERROR":
    case undefined:
      return;
    default:
      expectTypeOf(error).toEqualTypeOf<never>();
  }
});

/** The statuses of rejection that the document gives an operation. */
type DocumentedRefusals<Id extends keyof operations> = Exclude<keyof operations[Id]["responses"], 200>;

test("every documented error status is one of the call", () => {
  expectTypeOf<DocumentedRefusals<"createSession">>().toExtend<SignInFailure["status"]>();
  expectTypeOf<DocumentedRefusals<"getSession">>().toExtend<SessionFailure["status"]>();
  // 401 is the sign-out that is done already.
  expectTypeOf<Exclude<DocumentedRefusals<"deleteSession">, 401>>().toExtend<SignOutFailure["status"]>();
});

test("each code of the document has its statuses, and a failure is always one of them", () => {
  expectTypeOf<keyof typeof errorStatuses>().toEqualTypeOf<ErrorCode>();
  expectTypeOf<Failure["errorCode"]>().toEqualTypeOf<ErrorCode | undefined>();
});

test("the raw client has exactly the paths and methods of the document", () => {
  void gatehouse.api.GET("/sessions");
  // @ts-expect-error no such path
  void gatehouse.api.GET("/nowhere");
  // @ts-expect-error no such method on this path
  void gatehouse.api.PUT("/sessions");
});

test("the global fetch, undici's and wrappers of both are accepted", () => {
  expectTypeOf<typeof globalThis.fetch>().toExtend<Fetch>();
  expectTypeOf<typeof undiciFetch>().toExtend<Fetch>();
  createGatehouseClient({ baseUrl: "https://appliance:9443", fetch: undefined, onToken: undefined });
  // @ts-expect-error a fetch takes a URL first
  createGatehouseClient({ baseUrl: "https://appliance:9443", fetch: (request: Request) => fetch(request) });
});

test("the code distinguishes the errors", () => {
  type Thrown = GatehouseTransportError | InvalidBaseUrlError;
  expectTypeOf<Thrown["code"]>().toEqualTypeOf<
    "NETWORK" | "TIMEOUT" | "ABORTED" | "UNEXPECTED_ANSWER" | "INVALID_BASE_URL"
  >();
});
