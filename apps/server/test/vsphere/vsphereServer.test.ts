import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startServerProcess } from "../support/startServerProcess.ts";
import { type Behaviour, createFakeVcenter } from "./createFakeVcenter.ts";
import { createTestAuthority } from "./createTestAuthority.ts";
import { writeTemporaryFile } from "./createVsphereFixture.ts";

const ada = { username: "ada@corp.example", password: "canary-of-ada-in-vcenter" };
const eve = { username: "eve@corp.example", password: "canary-of-eve-in-vcenter" };
const local = { username: "admin", password: "canary-of-the-local-admin" };
const roles = { groups: { "corp.example\\Operators": ["Operator"] }, users: { [ada.username]: ["Auditor"] } };

/** A slow machine may take more than a second for a sign-in; only a test that has vCenter hang waits for the end. */
async function createServerFixture({ groups = ["corp.example\\Operators"], timeoutSeconds = 30 } = {}) {
  const authority = await createTestAuthority();
  const identity = await authority.issue({ name: "127.0.0.1" });
  const passwords = { [ada.username]: ada.password, [eve.username]: eve.password };
  const vcenter = await createFakeVcenter({ identity, passwords, groups });
  onTestFinished(() => vcenter[Symbol.asyncDispose]());
  const server = await startServerProcess({
    GATEHOUSE_TLS: "off",
    GATEHOUSE_ADMIN_PASSWORD: local.password,
    GATEHOUSE_VSPHERE_URL: vcenter.url,
    GATEHOUSE_VSPHERE_CA_FILE: writeTemporaryFile(authority.certificate),
    GATEHOUSE_VSPHERE_ROLES: writeTemporaryFile(JSON.stringify(roles)),
    GATEHOUSE_VSPHERE_TIMEOUT_SECONDS: String(timeoutSeconds),
  });
  const signIn = (body: object) =>
    fetch(`${server.origin}/api/admin/v1/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  return { vcenter, server, signIn };
}

const hang: Behaviour = () => undefined;

test("a user of vCenter signs in with the roles of name and groups, and vCenter keeps no session", async () => {
  const { vcenter, signIn } = await createServerFixture();
  const response = await signIn({ authType: "vsphere", ...ada });
  expect(response.status).toBe(200);
  expect(response.headers.get("x-hm-authorization")).toMatch(/^[\w-]{43}$/);
  expect(await response.json()).toMatchObject({
    success: true,
    data: {
      user: { username: ada.username, roles: ["Auditor", "Operator"] },
      session: { authType: "vsphere" },
    },
  });
  expect(vcenter.sessions.size).toBe(0);
});

test("AUT-04 a wrong password in vCenter gets the same response as a wrong local one", async () => {
  const { signIn } = await createServerFixture();
  const responses = [
    await signIn({ authType: "vsphere", ...ada, password: "wrong" }),
    await signIn({ authType: "vsphere", ...ada, username: "a:b" }),
    await signIn({ ...local, password: "wrong" }),
  ];
  const bodies = await Promise.all(responses.map((response) => response.json()));
  for (const [index, response] of responses.entries()) {
    expect(response.status).toBe(401);
    expect(bodies[index]).toMatchObject({
      errorCode: "INVALID_CREDENTIALS",
      error: "Invalid username or password.",
    });
  }
});

test("AUT-18 a user of vCenter without a role gets 403", async () => {
  const { vcenter, signIn } = await createServerFixture({ groups: [] });
  const response = await signIn({ authType: "vsphere", ...eve });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ errorCode: "NOT_ENOUGH_PRIVILEGES" });
  expect(vcenter.sessions.size).toBe(0);
});

test("AUT-14 while vCenter hangs, its users get 503 with a retry time, and local users sign in", async () => {
  const { vcenter, signIn } = await createServerFixture({ timeoutSeconds: 3 });
  vcenter.behaviour.open = hang;
  const hanging = signIn({ authType: "vsphere", ...ada });
  expect((await signIn(local)).status).toBe(200);
  const response = await hanging;
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toMatch(/^\d+$/);
  expect(await response.json()).not.toHaveProperty("errorCode");
  delete vcenter.behaviour.open;
  expect((await signIn({ authType: "vsphere", ...ada })).status).toBe(200);
});

test("LOG-02 neither log nor audit trail hold credentials", async () => {
  const { vcenter, server, signIn } = await createServerFixture();
  await signIn({ authType: "vsphere", ...ada });
  await signIn({ authType: "vsphere", ...ada, password: `${ada.password}-wrong` });
  vcenter.behaviour.close = (_request, response) => response.writeHead(500).end();
  await signIn({ authType: "vsphere", ...ada });
  vcenter.behaviour.open = (request, response) => response.writeHead(500).end(request.headers.authorization);
  await signIn({ authType: "vsphere", ...ada });
  await server.stop("SIGTERM");
  const written =
    server.output() + server.errors() + readFileSync(join(server.dataDirectory, "audit.log"), "utf8");
  const basic = Buffer.from(`${ada.username}:${ada.password}`).toString("base64").slice(0, -4);
  for (const secret of ["canary", basic, "of-a-vcenter-session"]) expect(written).not.toContain(secret);
  expect(written).toContain("A vCenter session could not be deleted");
  expect(written).toContain("vCenter responded to POST /api/session with status 500.");
});

test("AUT-12 without a vCenter the auth type vsphere is rejected", async () => {
  const server = await startServerProcess({ GATEHOUSE_TLS: "off" });
  const response = await fetch(`${server.origin}/api/admin/v1/sessions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ authType: "vsphere", ...ada }),
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: "Unsupported auth type: vsphere" });
});
