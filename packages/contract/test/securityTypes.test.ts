import { expect, test } from "vitest";
import { loadContract, securityTypes } from "../src/index.ts";

test("the types name every scheme and the alternatives of every operation", async () => {
  const responses = { default: { description: "d" } };
  const contract = await loadContract({
    openapi: "3.1.0",
    info: { title: "t", version: "1" },
    security: [{ basic: [] }],
    paths: {
      "/a": {
        get: { operationId: "inherits", responses },
        put: { operationId: "open", security: [], responses },
        post: { operationId: "either", security: [{ key: [], sso: ["read", "write"] }, {}], responses },
      },
    },
    components: {
      securitySchemes: {
        basic: { type: "http", scheme: "Basic" },
        key: { type: "apiKey", in: "header", name: "X-Key" },
        sso: { type: "openIdConnect", openIdConnectUrl: "https://a.example" },
      },
    },
  });
  const source = securityTypes(contract);
  expect(source).toContain(
    '  "basic": { readonly type: "http"; readonly in: undefined; readonly name: undefined; readonly scheme: "basic" };',
  );
  expect(source).toContain(
    '  "key": { readonly type: "apiKey"; readonly in: "header"; readonly name: "X-Key"; readonly scheme: undefined };',
  );
  expect(source).toContain('  "inherits": readonly [{ readonly "basic": readonly [] }];');
  expect(source).toContain('  "open": readonly [];');
  expect(source).toContain(
    '  "either": readonly [{ readonly "key": readonly []; readonly "sso": readonly ["read", "write"] }, {}];',
  );
});
