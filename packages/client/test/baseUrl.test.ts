import { createGatehouseClient, InvalidBaseUrlError } from "@gatehouse/client";
import { expect, test } from "vitest";

const good = [
  { baseUrl: "https://appliance:9443", want: "https://appliance:9443/api/admin/v1/sessions" },
  { baseUrl: "https://appliance:9443/", want: "https://appliance:9443/api/admin/v1/sessions" },
  { baseUrl: "http://127.0.0.1:8080", want: "http://127.0.0.1:8080/api/admin/v1/sessions" },
  { baseUrl: "https://[::1]:9443", want: "https://[::1]:9443/api/admin/v1/sessions" },
  { baseUrl: "https://proxy/gatehouse/", want: "https://proxy/gatehouse/api/admin/v1/sessions" },
];

test.for(good)("with the baseUrl $baseUrl calls go to $want", async ({ baseUrl, want }) => {
  const called: string[] = [];
  const fetch = (url: string) => {
    called.push(url);
    return Promise.reject(new TypeError("not here"));
  };
  await createGatehouseClient({ baseUrl, fetch })
    .session()
    .catch(() => undefined);
  expect(called).toEqual([want]);
});

const bad = [
  { baseUrl: "appliance:9443", says: "is not an absolute https address" },
  { baseUrl: "", says: "is not an absolute https address" },
  { baseUrl: "/api", says: "is not an absolute https address" },
  { baseUrl: "ftp://appliance", says: "is not an absolute https address" },
  { baseUrl: "https://admin:geheim@appliance", says: "holds credentials" },
  { baseUrl: "https://appliance?a=1", says: "holds a query or a fragment" },
  { baseUrl: "https://appliance#top", says: "holds a query or a fragment" },
  { baseUrl: "https://appliance:9443/api/admin/v1", says: "ends in /api/admin/v1, which the client adds" },
  { baseUrl: "https://appliance:9443/api/admin/v1/", says: "ends in /api/admin/v1, which the client adds" },
];

test.for(bad)("the baseUrl '$baseUrl' is rejected, and the error does not show it", ({ baseUrl, says }) => {
  const create = () => createGatehouseClient({ baseUrl });
  expect(create).toThrow(InvalidBaseUrlError);
  expect(create).toThrow(says);
  expect(create).toThrow(expect.objectContaining({ name: "InvalidBaseUrlError", code: "INVALID_BASE_URL" }));
  expect(create).not.toThrow("geheim");
});
