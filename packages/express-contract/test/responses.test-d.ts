import { test } from "vitest";
import { type Binding, createOperationDefiner } from "../src/index.ts";

interface LampBinding extends Binding {
  operations: {
    readLamp: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: { "application/json": { ok: true; lamp: { color: "red" | "green"; marks: (1 | 2)[] } } };
        };
        409: { headers: Record<string, unknown>; content: { "application/json": { ok: false } } };
      };
    };
  };
  operationSecurity: { readLamp: readonly [] };
  securitySchemes: object;
  credentials: object;
  context: undefined;
  providedHeaders: never;
}

const operation = createOperationDefiner<LampBinding>();

test("literals of the document may be written as they are, at any depth and with any status", () => {
  operation("readLamp", async () => ({
    status: 200,
    body: { ok: true, lamp: { color: "red", marks: [1, 2] } },
  }));
  operation("readLamp", async () => {
    return { status: 409, body: { ok: false } };
  });
  operation("readLamp", async (_request, isDark) => {
    if (isDark) return { status: 409, body: { ok: false } };
    return { status: 200, body: { ok: true, lamp: { color: "green", marks: [] } } };
  });
});

test("values that the document does not list do not compile", () => {
  // @ts-expect-error the lamp knows no blue
  operation("readLamp", async () => ({
    status: 200,
    body: { ok: true, lamp: { color: "blue", marks: [] } },
  }));
  // @ts-expect-error the marks go to 2
  operation("readLamp", async () => ({
    status: 200,
    body: { ok: true, lamp: { color: "red", marks: [3] } },
  }));
  // @ts-expect-error with 409 nothing is ok
  operation("readLamp", async () => ({ status: 409, body: { ok: true } }));
  // @ts-expect-error an undocumented property is found beside literals too
  operation("readLamp", async () => ({ status: 409, body: { ok: false, why: "dark" } }));
});
