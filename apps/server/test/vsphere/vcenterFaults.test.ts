import { inspect } from "node:util";
import type { AuthenticationOutcome } from "@gatehouse/sessions";
import { expect, test } from "vitest";
import type { VcenterFaultError } from "../../src/vsphere/VcenterFaultError.ts";
import { type Behaviour, sendJson, type VcenterCall } from "./createFakeVcenter.ts";
import { createTestAuthority } from "./createTestAuthority.ts";
import { ADMIN, createVsphereFixture, writeTemporaryFile } from "./createVsphereFixture.ts";

const TIMEOUTS = { connectTimeoutMs: 500, signInTimeoutMs: 700, signOutTimeoutMs: 300 };
const ROLES = {
  users: { [ADMIN.username]: ["System Administrator"] },
  groups: { "vsphere.local\\Operators": ["Operator"] },
};

const hangBeforeHeaders: Behaviour = () => undefined;
const hangAfterHeaders: Behaviour = (_request, response) => {
  response.writeHead(201, { "content-type": "application/json" }).write('"');
};
const reset: Behaviour = (_request, _response, tcp) => void tcp?.resetAndDestroy();
const dripSlowly: Behaviour = (_request, response) => {
  response.writeHead(201, { "content-type": "application/json" });
  const drip = setInterval(() => response.write(" "), 20);
  response.once("close", () => clearInterval(drip));
};
const sendHugeBody: Behaviour = (_request, response) => {
  response.writeHead(201, { "content-type": "application/json" });
  const more = () => {
    while (!response.destroyed && response.write("x".repeat(64 * 1024)));
  };
  response.on("drain", more);
  more();
};
const sendHugeHeader: Behaviour = (_request, response) => {
  response.writeHead(201, { "x-filler": "x".repeat(64 * 1024) }).end('"token"');
};
const announceMoreThanComes: Behaviour = (_request, response) => {
  response.writeHead(201, { "content-length": "100" }).write('"token"');
  setTimeout(() => response.destroy(), 20);
};
const sendGarbage: Behaviour = ({ socket }) => void socket.end("SSH-2.0-OpenSSH_9.9 canary\r\n\r\n");
const send =
  (status: number, body: string): Behaviour =>
  (_request, response) =>
    void response.writeHead(status, { "content-type": "application/json" }).end(body);

const faults = [
  { name: "hangs before its headers", behaviour: hangBeforeHeaders, kind: "timeout" },
  { name: "hangs after its headers", behaviour: hangAfterHeaders, kind: "timeout" },
  { name: "responds byte by byte", behaviour: dripSlowly, kind: "timeout" },
  { name: "resets the connection", behaviour: reset, kind: "connection" },
  { name: "speaks another protocol", behaviour: sendGarbage, kind: "connection" },
  { name: "sends less than it announced", behaviour: announceMoreThanComes, kind: "connection" },
  { name: "sends a huge header", behaviour: sendHugeHeader, kind: "connection" },
  { name: "sends an endless body", behaviour: sendHugeBody, kind: "size" },
  { name: "responds with 500", behaviour: send(500, "{}"), kind: "status" },
  { name: "responds with 503", behaviour: send(503, "<html>"), kind: "status" },
  { name: "responds with 403", behaviour: send(403, "{}"), kind: "status" },
  { name: "responds with 400", behaviour: send(400, "{}"), kind: "status" },
] as const;

const signInFaults = [
  ...faults,
  { name: "responds with 204", behaviour: send(204, ""), kind: "status" },
  { name: "sends no JSON", behaviour: send(201, "canary"), kind: "content" },
  { name: "sends nothing", behaviour: send(201, ""), kind: "content" },
  { name: "sends a number as token", behaviour: send(201, "42"), kind: "content" },
  { name: "sends an object as token", behaviour: send(201, '{"value":"canary"}'), kind: "content" },
  { name: "sends null as token", behaviour: send(201, "null"), kind: "content" },
  { name: "sends an empty token", behaviour: send(201, '""'), kind: "content" },
  {
    name: "sends a token with a line break",
    behaviour: send(201, '"canary\\r\\nX-Evil: 1"'),
    kind: "content",
  },
  {
    name: "sends a token of 5,000 characters",
    behaviour: send(201, `"${"x".repeat(5000)}"`),
    kind: "content",
  },
] as const;

function createFaultyVcenter(call: VcenterCall, behaviour: Behaviour) {
  return createVsphereFixture({
    roles: ROLES,
    vcenter: { behaviour: { [call]: behaviour } },
    authenticator: TIMEOUTS,
  });
}

function faultOf(outcome: AuthenticationOutcome): VcenterFaultError {
  expect(outcome.kind).toBe("unavailable");
  if (outcome.kind !== "unavailable") throw new Error("There is no fault.");
  expect(outcome.cause).toMatchObject({ code: "VCENTER_FAULT" });
  return outcome.cause as VcenterFaultError;
}

test.each(signInFaults)(
  "AUT-14 a vCenter that $name at sign-in is unavailable",
  async ({ behaviour, kind }) => {
    const { vsphere } = await createFaultyVcenter("open", behaviour);
    expect(faultOf(await vsphere.authenticate(ADMIN)).kind).toBe(kind);
  },
);

test.each(faults)(
  "AUT-14 a vCenter that $name when asked for the name is unavailable",
  async ({ behaviour, kind }) => {
    const { vsphere, vcenter } = await createFaultyVcenter("whoAmI", behaviour);
    expect(faultOf(await vsphere.authenticate(ADMIN)).kind).toBe(kind);
    expect(vcenter.sessions.size).toBe(0);
  },
);

test.each(faults)(
  "AUT-14 a vCenter that $name when asked for groups is unavailable",
  async ({ behaviour, kind }) => {
    const { vsphere, vcenter } = await createFaultyVcenter("groups", behaviour);
    expect(faultOf(await vsphere.authenticate(ADMIN)).kind).toBe(kind);
    expect(vcenter.sessions.size).toBe(0);
  },
);

test.each([
  { name: "no name", body: "{}" },
  { name: "a blank name", body: '{"user":" "}' },
  { name: "a number as name", body: '{"user":7}' },
  { name: "null", body: "null" },
])("AUT-14 a vCenter that returns $name for the user is unavailable", async ({ body }) => {
  const { vsphere, vcenter } = await createFaultyVcenter("whoAmI", send(200, body));
  expect(faultOf(await vsphere.authenticate(ADMIN)).kind).toBe("content");
  expect(vcenter.sessions.size).toBe(0);
});

test.each(faults)(
  "a vCenter that $name when the session is deleted does not fail the sign-in",
  async ({ behaviour }) => {
    const { vsphere, logged } = await createFaultyVcenter("close", behaviour);
    expect(await vsphere.authenticate(ADMIN)).toMatchObject({ kind: "authenticated" });
    expect(logged).toMatchObject([
      {
        level: "warn",
        message: "A vCenter session could not be deleted; it ends at the idle limit of vCenter.",
        facts: { error: { code: "VCENTER_FAULT" } },
      },
    ]);
  },
);

test.each([301, 302, 307, 308])(
  "AUT-14 a redirect (%i) is not followed, and no credentials are sent to another host",
  async (status) => {
    const elsewhere = await createVsphereFixture();
    const { vsphere } = await createFaultyVcenter("open", (_request, response) => {
      response.writeHead(status, { location: `${elsewhere.vcenter.url}/api/session` }).end();
    });
    const fault = faultOf(await vsphere.authenticate(ADMIN));
    expect(fault.status).toBe(status);
    expect(fault.message).toContain(
      "Redirects are not followed; set GATEHOUSE_VSPHERE_URL to where it points.",
    );
    expect(elsewhere.vcenter.seen).toEqual([]);
  },
);

test.each([
  { name: "for another host", certificate: { name: "vcenter.example.com" } },
  { name: "that has expired", certificate: { expired: true } },
])("AUT-14 a certificate $name is rejected before any credentials are sent", async ({ certificate }) => {
  const { vsphere, vcenter } = await createVsphereFixture({ certificate });
  const fault = faultOf(await vsphere.authenticate(ADMIN));
  expect(fault.kind).toBe("certificate");
  expect(fault.message).toContain("GATEHOUSE_VSPHERE_CA_FILE");
  expect(vcenter.seen).toEqual([]);
});

test("AUT-14 a certificate of another authority is rejected", async () => {
  const other = await createTestAuthority();
  const { connect, vcenter } = await createVsphereFixture();
  const vsphere = connect({ certificateAuthorityFile: writeTemporaryFile(other.certificate) });
  expect(faultOf(await vsphere.authenticate(ADMIN)).kind).toBe("certificate");
  expect(vcenter.seen).toEqual([]);
});

test("AUT-14 NODE_TLS_REJECT_UNAUTHORIZED does not disable the check", async () => {
  const other = await createTestAuthority();
  const { connect } = await createVsphereFixture();
  const vsphere = connect({ certificateAuthorityFile: writeTemporaryFile(other.certificate) });
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
  try {
    expect(faultOf(await vsphere.authenticate(ADMIN)).kind).toBe("certificate");
  } finally {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  }
});

test("AUT-14 an unreachable vCenter is unavailable", async () => {
  const { vsphere, vcenter } = await createVsphereFixture();
  await vcenter[Symbol.asyncDispose]();
  expect(faultOf(await vsphere.authenticate(ADMIN)).kind).toBe("connection");
});

test("AUT-14 after repeated faults vCenter is not called for a while, then probed once and used again", async () => {
  const { vsphere, vcenter, clock, logged } = await createFaultyVcenter("open", send(503, ""));
  for (let fault = 0; fault < 5; fault += 1) faultOf(await vsphere.authenticate(ADMIN));
  expect(vcenter.seen).toHaveLength(5);
  const paused = faultOf(await vsphere.authenticate(ADMIN));
  expect(paused.kind).toBe("paused");
  expect(paused.message).toMatch(/it is asked again in (29|30) s\.$/);
  expect(faultOf(await vsphere.authenticate({ ...ADMIN, mustReject: true })).kind).toBe("paused");
  expect(vcenter.seen).toHaveLength(5);
  clock.advanceMs(30_000);
  vcenter.behaviour.open = hangBeforeHeaders;
  const outcomes = await Promise.all([1, 2, 3].map(() => vsphere.authenticate(ADMIN)));
  expect(outcomes.map((outcome) => faultOf(outcome).kind).sort()).toEqual(["paused", "paused", "timeout"]);
  clock.advanceMs(30_000);
  delete vcenter.behaviour.open;
  expect(await vsphere.authenticate(ADMIN)).toMatchObject({ kind: "authenticated" });
  expect(await vsphere.authenticate(ADMIN)).toMatchObject({ kind: "authenticated" });
  expect(logged.map(({ message }) => message)).toEqual([
    "vCenter failed too often in a row. It is not called for a while.",
    "vCenter responds again.",
  ]);
});

test("AUT-14 rejections of single requests and wrong passwords do not pause calls to vCenter", async () => {
  const { vsphere, vcenter } = await createFaultyVcenter("open", send(403, ""));
  for (let fault = 0; fault < 6; fault += 1) faultOf(await vsphere.authenticate(ADMIN));
  delete vcenter.behaviour.open;
  for (let wrong = 0; wrong < 6; wrong += 1) {
    expect(await vsphere.authenticate({ ...ADMIN, password: "wrong" })).toMatchObject({ kind: "refused" });
  }
  expect(await vsphere.authenticate(ADMIN)).toMatchObject({ kind: "authenticated" });
});

test.each([
  { header: "7", want: 7 },
  { header: "0", want: 1 },
  { header: "86400", want: 60 },
  { header: "Wed, 21 Oct 2026 07:28:00 GMT", want: 5 },
  { header: undefined, want: 5 },
])("AUT-10 a vCenter with Retry-After ($header) is busy for $want s", async ({ header, want }) => {
  const { vsphere } = await createFaultyVcenter("open", (_request, response) => {
    response.writeHead(429, header === undefined ? {} : { "retry-after": header }).end();
  });
  expect(await vsphere.authenticate(ADMIN)).toEqual({ kind: "busy", retryAfterSeconds: want });
});

test("AUT-14 AUT-08 pending sign-ins are limited, and some slots are reserved for familiar addresses", async () => {
  const { connect, vcenter } = await createFaultyVcenter("open", hangBeforeHeaders);
  const vsphere = connect({ concurrency: 2, faultsBeforePause: 100 });
  const attempts = [1, 2, 3, 4].map((number) => ({ ...ADMIN, familiar: number > 2 }));
  const outcomes = await Promise.all(attempts.map(vsphere.authenticate));
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["busy", "busy", "unavailable", "unavailable"]);
  expect(outcomes).toContainEqual({ kind: "busy", retryAfterSeconds: 1 });
  expect(vcenter.seen).toHaveLength(2);
  delete vcenter.behaviour.open;
  expect(await vsphere.authenticate(ADMIN)).toMatchObject({ kind: "authenticated" });
});

test("AUT-14 the time limit covers all calls of a sign-in together", async () => {
  const slow: Behaviour = (_request, response) =>
    void setTimeout(() => sendJson(response, 200, { user: ADMIN.username }), 5000).unref();
  const { vsphere, vcenter } = await createFaultyVcenter("whoAmI", slow);
  const signIn = vsphere.authenticate(ADMIN);
  expect(faultOf(await signIn).kind).toBe("timeout");
  expect(vcenter.seen.map(({ call }) => call)).toEqual(["open", "whoAmI", "close"]);
});

test("LOG-02 neither outcomes nor log hold the password, the Basic header or a token", async () => {
  const password = "canary-password";
  const basic = Buffer.from(`${ADMIN.username}:${password}`).toString("base64");
  const echo: Behaviour = (request, response) => {
    response.writeHead(500, { "x-echo": request.headers.authorization ?? "" });
    response.end(`canary-body ${request.headers.authorization}`);
  };
  const garbled: Behaviour = ({ socket, headers }) =>
    void socket.end(`HTTP/1.1 201 ${headers.authorization}\r\ncanary header\r\n\r\n`);
  const behaviours = [...signInFaults.map(({ behaviour }) => behaviour), echo, garbled];
  const written: unknown[] = [];
  for (const call of ["open", "whoAmI", "groups", "close"] as const) {
    const { vsphere, vcenter, logged } = await createVsphereFixture({
      roles: ROLES,
      vcenter: { passwords: { [ADMIN.username]: password } },
      authenticator: { ...TIMEOUTS, signInTimeoutMs: 200, signOutTimeoutMs: 100, faultsBeforePause: 1000 },
    });
    for (const behaviour of behaviours) {
      vcenter.behaviour[call] = behaviour;
      written.push(await vsphere.authenticate({ ...ADMIN, password }));
    }
    written.push(logged);
  }
  const all = { depth: null, showHidden: true, maxStringLength: null, maxArrayLength: null };
  const text = inspect(written, all);
  for (const secret of [password, basic, "canary", "of-a-vcenter-session"])
    expect(text).not.toContain(secret);
  expect(text).toContain("VCENTER_FAULT");
});
