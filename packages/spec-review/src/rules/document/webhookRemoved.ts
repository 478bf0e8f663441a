import type { DocumentRule } from "../DocumentRule.ts";
import { words } from "../words.ts";

/** A webhook that is no longer sent. */
export const webhookRemoved: DocumentRule = {
  id: "webhook-removed",
  severity: "breaking",
  summary: "A webhook was removed: receivers who wait for it wait in vain.",
  checkDocument: ({ webhooks }) =>
    webhooks.removed.map((webhook) => ({
      title: `The webhook ${words.code(webhook.path)} was removed`,
      why: "Receivers who wait for it wait in vain.",
      wayOut: "Go on sending it, `deprecated`, until the next major version.",
      subject: `${webhook.method} ${webhook.path}`,
      operations: [webhook],
      base: { pointer: webhook.pointer, value: webhook.id },
      head: { pointer: "/webhooks", value: undefined },
    })),
};
