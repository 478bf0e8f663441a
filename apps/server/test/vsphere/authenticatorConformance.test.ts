import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { openAccounts } from "../../src/accounts/openAccounts.ts";
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
  noUpstream: "Local accounts lie in a file of the appliance.",
  async createTarget() {
    const dataDirectory = mkdtempSync(join(tmpdir(), "gatehouse-accounts-"));
    const account = { username: "admin", password: "Ä long pässword, twice" };
    const clock = { nowMs: () => Date.now() };
    const { authenticator } = await openAccounts({ dataDirectory, adminPassword: account.password, clock });
    return {
      authenticator,
      account,
      unknownUsername: "nobody",
      [Symbol.asyncDispose]: async () => rmSync(dataDirectory, { recursive: true }),
    };
  },
});

for (const { name, run } of vsphere) test(`vsphere: ${name}`, run);
for (const { name, run } of local) test(`local: ${name}`, run);
