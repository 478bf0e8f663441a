import type {
  ErrorCode,
  OperationId,
  operationSecurity,
  operations,
  Session,
  SessionCreateRequest,
  SessionDeleteResponse,
  SessionErrorResponse,
} from "@gatehouse/api-types";
import { expectTypeOf, test } from "vitest";

test("the operations of the published contract exist", () => {
  expectTypeOf<"createSession" | "getSession" | "deleteSession">().toExtend<OperationId>();
  // @ts-expect-error the document has no such operation
  expectTypeOf<"renameSession">().toExtend<OperationId>();
});

test("every operation has its security requirements", () => {
  expectTypeOf<keyof operationSecurity>().toEqualTypeOf<keyof operations>();
});

test("there are exactly the five published codes", () => {
  expectTypeOf<ErrorCode>().toEqualTypeOf<
    | "BAD_REQUEST"
    | "INVALID_CREDENTIALS"
    | "NOT_ENOUGH_PRIVILEGES"
    | "INVALID_SESSION_TOKEN"
    | "INTERNAL_SERVER_ERROR"
  >();
});

test("a sign-in requires name and password", () => {
  expectTypeOf<{ authType: "local"; username: string; password: string }>().toExtend<SessionCreateRequest>();
  // @ts-expect-error the password is missing
  expectTypeOf<{ authType: "local"; username: string }>().toExtend<SessionCreateRequest>();
  // @ts-expect-error the contract knows local and vsphere
  expectTypeOf<{ authType: "ldap"; username: string; password: string }>().toExtend<SessionCreateRequest>();
});

test("the literals distinguish success and rejection", () => {
  expectTypeOf<SessionDeleteResponse["success"]>().toEqualTypeOf<true>();
  expectTypeOf<SessionErrorResponse["success"]>().toEqualTypeOf<false>();
  // @ts-expect-error a rejection is never a success
  expectTypeOf<SessionErrorResponse>().toExtend<SessionDeleteResponse>();
});

test("a session never contains its token", () => {
  // @ts-expect-error there is no such field
  expectTypeOf<Session["token"]>();
  expectTypeOf<Session["expiresAt"]>().toEqualTypeOf<number>();
});
