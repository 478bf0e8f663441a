import type {
  SessionsError,
  SessionsErrorCode,
  StoreUnavailableError,
  SweepResult,
} from "@gatehouse/sessions";
import { expectTypeOf, test } from "vitest";

test("every code belongs to one error, and narrows to it", () => {
  expectTypeOf<SessionsErrorCode>().toEqualTypeOf<SessionsError["code"]>();
  expectTypeOf<
    Extract<SessionsError, { code: "STORE_UNAVAILABLE" }>
  >().toEqualTypeOf<StoreUnavailableError>();
});

test("an unknown code is not a code of this package", () => {
  // @ts-expect-error there is no such code
  "NO_SUCH_CODE" satisfies SessionsErrorCode;
  expectTypeOf<"NO_SUCH_CODE">().not.toExtend<SessionsErrorCode>();
});

test("the number of live sessions is known only after a complete sweep", () => {
  expectTypeOf<Extract<SweepResult, { more: false }>["live"]>().toEqualTypeOf<number>();
  // @ts-expect-error it is not known yet
  type Unknown = Extract<SweepResult, { more: true }>["live"];
  expectTypeOf<Unknown>().toBeAny();
});
