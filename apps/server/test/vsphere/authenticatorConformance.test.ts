import { test } from "vitest";
import { authenticatorConformance } from "./authenticatorConformance.ts";
import { ADMIN, createVsphereScene } from "./createVsphereScene.ts";

const suite = authenticatorConformance({
  async createTarget() {
    const { vsphere, vcenter } = await createVsphereScene();
    return {
      authenticator: vsphere,
      account: ADMIN,
      unknownUsername: "nobody@vsphere.local",
      breakUpstream() {
        vcenter.behaviour.open = (_request, response) => response.destroy();
      },
      [Symbol.asyncDispose]: () => vcenter[Symbol.asyncDispose](),
    };
  },
});

for (const { name, run } of suite) test(`vsphere: ${name}`, run);
