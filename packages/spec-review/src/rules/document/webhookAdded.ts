import type { DocumentRule } from "../DocumentRule.ts";
import { words } from "../words.ts";

/** A new webhook. */
export const webhookAdded: DocumentRule = {
  id: "webhook-added",
  severity: "safe",
  summary: "A webhook was added: receivers get it only when they ask for it.",
  checkDocument: ({ webhooks }) =>
    webhooks.added.map((webhook) => ({
      title: `The webhook ${words.code(webhook.path)} was added`,
      why: "Receivers get it only when they ask for it.",
      wayOut: "Nothing to do.",
      subject: `${webhook.method} ${webhook.path}`,
      operations: [webhook],
      base: { pointer: "/webhooks", value: undefined },
      head: { pointer: webhook.pointer, value: webhook.id },
    })),
};
