import { test } from "vitest";
import { openTestAccounts } from "../accounts/openTestAccounts.ts";
import { authenticatorConformance } from "./authenticatorConformance.ts";
import { ADMIN, createVsphereFixture } from "./createVsphereFixture.ts";

const vsphere = authenticatorConformance({
  async createTarget() {
    const fixture = await createVsphereFixture();
    return {
      authenticator: fixture.vsphere,
      account: ADMIN,
      unknownUsername: "nobody@vsphere.local",
      breakUpstream() {
        fixture.vcenter.behaviour.open = (_request, response) => response.destroy();
      },
      [Symbol.asyncDispose]: () => fixture.vcenter[Symbol.asyncDispose](),
    };
  },
});

const local = authenticatorConformance({
  noUpstream: "Local accounts are in the store of the appliance.",
  async createTarget() {
    const account = { username: "admin", password: "Ä long pässword, twice" };
    const { authenticator, store } = await openTestAccounts({ adminPassword: account.password });
    return {
      authenticator,
      account,
      unknownUsername: "nobody",
      [Symbol.asyncDispose]: () => store.close(),
    };
  },
});

for (const { name, run } of vsphere) test(`vsphere: ${name}`, run);
for (const { name, run } of local) test(`local: ${name}`, run);
