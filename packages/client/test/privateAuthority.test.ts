import { createGatehouseClient, type Fetch } from "@gatehouse/client";
import { Agent, fetch } from "undici";
import { expect, test } from "vitest";
import { createCertificates } from "./fixtures/createCertificates.ts";
import { credentials } from "./fixtures/credentials.ts";
import { startApi } from "./fixtures/startApi.ts";

/** The fetch of the undici package with settings of its own; closes its connections with `await using`. */
function openUndici(options: Agent.Options) {
  const dispatcher = new Agent(options);
  const own: Fetch = (url, init) => fetch(url, { ...init, dispatcher });
  return { fetch: own, [Symbol.asyncDispose]: () => dispatcher.destroy() };
}

test("an untrusted certificate is NETWORK, and the message has the remedy", async () => {
  const { tls } = await createCertificates();
  await using api = await startApi({ tls });
  await expect(createGatehouseClient({ baseUrl: api.baseUrl }).signIn(credentials)).rejects.toMatchObject({
    code: "NETWORK",
    message: expect.stringMatching(/certificate.*a private CA needs a fetch that trusts it/),
  });
  expect(api.seen).toEqual([]);
});

test("a fetch that trusts the authority signs in and out on TLS", async () => {
  const { ca, tls } = await createCertificates();
  await using api = await startApi({ tls });
  await using undici = openUndici({ connect: { ca } });
  const gatehouse = createGatehouseClient({
    baseUrl: api.baseUrl,
    fetch: undici.fetch,
  });
  expect((await gatehouse.signIn(credentials)).data?.user.username).toBe("admin");
  expect((await gatehouse.signOut()).ok).toBe(true);
  expect(api.tokens.size).toBe(0);
});

test("undici's own signals and time limits are read like those of the global fetch", async () => {
  await using api = await startApi({ respond: () => new Promise<never>(() => undefined) });
  await using undici = openUndici({ headersTimeout: 100 });
  const gatehouse = createGatehouseClient({
    baseUrl: api.baseUrl,
    fetch: undici.fetch,
  });
  await expect(gatehouse.session({ signal: AbortSignal.timeout(20) })).rejects.toMatchObject({
    code: "TIMEOUT",
    cause: { name: "TimeoutError" },
  });
  await expect(gatehouse.session()).rejects.toMatchObject({
    code: "TIMEOUT",
    message: expect.stringContaining("Headers Timeout Error"),
  });
});
