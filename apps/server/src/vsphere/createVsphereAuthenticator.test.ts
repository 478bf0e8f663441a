import { expect, test } from "vitest";
import { sendJson } from "../../test/vsphere/createFakeVcenter.ts";
import { ADMIN, createVsphereFixture } from "../../test/vsphere/createVsphereFixture.ts";
import { VsphereOptionsError } from "./VsphereOptions.ts";

const accepted = (subject: string, roles: readonly string[]) => ({
  kind: "authenticated",
  identity: { user: { authType: "vsphere", subject }, roles },
});

test("a password is checked with Basic authentication, and the vCenter session is deleted at once", async () => {
  const { vsphere, vcenter } = await createVsphereFixture();
  expect(await vsphere.authenticate(ADMIN)).toEqual({
    kind: "authenticated",
    identity: {
      user: {
        authType: "vsphere",
        subject: "administrator@vsphere.local",
        username: "administrator@vsphere.local",
        enterprise: "HybridityAdmin",
        organizations: [{ id: "default-org-id", name: "DEFAULT" }],
        currentOrganization: "DEFAULT",
      },
      roles: ["System Administrator"],
    },
  });
  expect(vcenter.seen.map(({ call }) => call)).toEqual(["open", "whoAmI", "close"]);
  expect(vcenter.sessions.size).toBe(0);
});

test("the credentials are sent once, to open the session; later calls carry only its token", async () => {
  const { vsphere, vcenter } = await createVsphereFixture();
  await vsphere.authenticate(ADMIN);
  const [open, ...later] = vcenter.seen;
  const basic = Buffer.from(`${ADMIN.username}:${ADMIN.password}`).toString("base64");
  expect(open?.headers.authorization).toBe(`Basic ${basic}`);
  expect(later.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  expect(later.every(({ headers }) => headers["vmware-api-session-id"]?.includes("token"))).toBe(true);
});

test("AUT-04 a wrong password and an unknown user get the same rejection", async () => {
  const { vsphere, vcenter } = await createVsphereFixture();
  const wrongPassword = { kind: "refused", reason: "wrong-password" };
  expect(await vsphere.authenticate({ ...ADMIN, password: "wrong" })).toEqual(wrongPassword);
  expect(await vsphere.authenticate({ ...ADMIN, username: "nobody@vsphere.local" })).toEqual(wrongPassword);
  expect(vcenter.seen.map(({ call }) => call)).toEqual(["open", "open"]);
});

test("AUT-13 every spelling of a name gets the identity that vCenter returns", async () => {
  const spellings = ["administrator", "ADMINISTRATOR@vsphere.local", "VSPHERE\\Administrator"];
  const { vsphere } = await createVsphereFixture({
    vcenter: {
      passwords: Object.fromEntries(spellings.map((name) => [name, "right"])),
      fullNames: Object.fromEntries(spellings.map((name) => [name, "VSPHERE.LOCAL\\Administrator"])),
    },
  });
  for (const username of spellings) {
    const outcome = await vsphere.authenticate({ username, password: "right", mustReject: false });
    expect(outcome).toMatchObject(accepted("administrator@vsphere.local", ["System Administrator"]));
  }
});

test("with a vCenter that does not return names, the name of the sign-in is used", async () => {
  const { vsphere, vcenter } = await createVsphereFixture();
  for (const status of [404, 405, 501]) {
    vcenter.behaviour.whoAmI = (_request, response) => sendJson(response, status, {});
    const outcome = await vsphere.authenticate(ADMIN);
    expect(outcome).toMatchObject(accepted(ADMIN.username, ["System Administrator"]));
  }
});

test("groups are requested if a group has a role, with the full name and the user's own password", async () => {
  const { vsphere, vcenter } = await createVsphereFixture({
    roles: { groups: { "Administrators@vsphere.local": ["System Administrator"] } },
    vcenter: {
      passwords: { administrator: "p<&ss" },
      fullNames: { administrator: "Administrator@VSPHERE.LOCAL" },
      groups: ["vsphere.local\\Users", "vsphere.local\\Administrators"],
    },
  });
  const outcome = await vsphere.authenticate({
    username: "administrator",
    password: "p<&ss",
    mustReject: false,
  });
  expect(outcome).toMatchObject(accepted("administrator@vsphere.local", ["System Administrator"]));
  const question = vcenter.seen.find(({ call }) => call === "groups");
  expect(question?.path).toBe("/sts/STSService/vsphere.local");
  expect(question?.body).toContain("<o:Username>Administrator@VSPHERE.LOCAL</o:Username>");
  expect(question?.body).toContain("<o:Password>p&#60;&#38;ss</o:Password>");
  expect(vcenter.sessions.size).toBe(0);
});

test("groups are not requested after a wrong password", async () => {
  const roles = {
    groups: { "Administrators@vsphere.local": ["System Administrator"] },
    ssoDomain: "sso.example",
  };
  const { vsphere, vcenter } = await createVsphereFixture({ roles });
  await vsphere.authenticate({ ...ADMIN, password: "wrong" });
  expect(vcenter.seen.map(({ call }) => call)).toEqual(["open"]);
  await vsphere.authenticate(ADMIN);
  expect(vcenter.seen.find(({ call }) => call === "groups")?.path).toBe("/sts/STSService/sso.example");
});

test("AUT-18 a user without a mapped role is authenticated with none, and leaves no session in vCenter", async () => {
  const { vsphere, vcenter } = await createVsphereFixture({
    roles: { users: { "ada@corp.example": ["Operator"] } },
  });
  expect(await vsphere.authenticate(ADMIN)).toMatchObject(accepted(ADMIN.username, []));
  expect(vcenter.sessions.size).toBe(0);
});

test("AUT-05 an empty password never reaches vCenter", async () => {
  const { vsphere, vcenter } = await createVsphereFixture();
  for (const username of [ADMIN.username, "nobody@vsphere.local"]) {
    const outcome = await vsphere.authenticate({ username, password: "", mustReject: false });
    expect(outcome).toEqual({ kind: "refused", reason: "wrong-password" });
  }
  expect(vcenter.seen).toEqual([]);
});

test("a name that Basic authentication cannot carry is unknown and does not reach vCenter", async () => {
  const { vsphere, vcenter } = await createVsphereFixture({ vcenter: { passwords: { ada: "x:right" } } });
  for (const username of ["ada:x", "ada\r\nX-Evil: 1", "ada\u0000", "\ud800"]) {
    const outcome = await vsphere.authenticate({ username, password: "right", mustReject: false });
    expect(outcome).toEqual({ kind: "refused", reason: "unknown-user" });
  }
  expect(vcenter.seen).toEqual([]);
});

test("AUT-07 AUT-08 an attempt that must be rejected does not reach vCenter, which would lock the account too", async () => {
  const { vsphere, vcenter } = await createVsphereFixture();
  const outcome = await vsphere.authenticate({ ...ADMIN, mustReject: true });
  expect(outcome).toEqual({ kind: "refused", reason: "locked" });
  expect(vcenter.seen).toEqual([]);
});

test("AUT-04 an attempt that must be rejected waits as long as vCenter takes to reject", async () => {
  const { vsphere, vcenter, clock } = await createVsphereFixture();
  vcenter.behaviour.open = (_request, response) => {
    clock.advanceMs(400);
    sendJson(response, 401, {});
  };
  await vsphere.authenticate({ ...ADMIN, password: "wrong" });
  const startMs = performance.now();
  await vsphere.authenticate({ ...ADMIN, mustReject: true });
  expect(performance.now() - startMs).toBeGreaterThanOrEqual(395);
});

test("status 200 in place of 201 is accepted", async () => {
  const { vsphere, vcenter } = await createVsphereFixture();
  vcenter.behaviour.open = (_request, response) => sendJson(response, 200, "some-token");
  vcenter.behaviour.whoAmI = (_request, response) => sendJson(response, 200, { user: ADMIN.username });
  expect(await vsphere.authenticate(ADMIN)).toMatchObject({ kind: "authenticated" });
});

test("a vCenter with only the older session API is called through that", async () => {
  const calls: string[] = [];
  const { vsphere, vcenter } = await createVsphereFixture();
  vcenter.behaviour.open = (_request, response) => sendJson(response, 404, {});
  vcenter.behaviour.other = ({ method, url, headers }, response) => {
    calls.push(`${method} ${url} ${headers["vmware-api-session-id"] ?? "Basic"}`);
    if (method === "DELETE") response.end();
    else sendJson(response, 200, { value: url?.endsWith("get") ? { user: ADMIN.username } : "old-token" });
  };
  expect(await vsphere.authenticate(ADMIN)).toMatchObject(accepted(ADMIN.username, ["System Administrator"]));
  expect(calls).toEqual([
    "POST /rest/com/vmware/cis/session Basic",
    "POST /rest/com/vmware/cis/session?~action=get old-token",
    "DELETE /rest/com/vmware/cis/session old-token",
  ]);
});

test.each([
  { option: "url", overrides: { url: "http://vcenter.example.com" } },
  { option: "certificateAuthorityFile", overrides: { certificateAuthorityFile: "/nowhere/ca.pem" } },
])(
  "OPS-03 an unusable $option is rejected when the authenticator is created",
  async ({ option, overrides }) => {
    const { connect } = await createVsphereFixture();
    expect(() => connect(overrides)).toThrow(VsphereOptionsError);
    expect(() => connect(overrides)).toThrow(
      expect.objectContaining({ option, code: "VSPHERE_OPTIONS_UNUSABLE" }),
    );
  },
);
