import { test } from "vitest";
import { openTestAccounts } from "../accounts/openTestAccounts.ts";
import { authenticatorConformance } from "./authenticatorConformance.ts";
import { ADMIN, createVsphereScene } from "./createVsphereScene.ts";

const vsphere = authenticatorConformance({
  async createTarget() {
    const scene = await createVsphereScene();
    return {
      authenticator: scene.vsphere,
      account: ADMIN,
      unknownUsername: "nobody@vsphere.local",
      breakUpstream() {
        scene.vcenter.behaviour.open = (_request, response) => response.destroy();
      },
      [Symbol.asyncDispose]: () => scene.vcenter[Symbol.asyncDispose](),
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
