import { readHeaders } from "@gatehouse/contract";
import type { CheckResponse } from "../CheckResponse.ts";
import type { AnswerExcerpt } from "../Finding.ts";
import { isSecretName } from "./maskHeaders.ts";

const LONGEST_BODY = 2_000;

/** The part of an answer that a report shows: no secrets of headers, not too much of a body. */
export function excerpt({ status, headers, body }: CheckResponse): AnswerExcerpt {
  const shown = [...readHeaders(headers)].flatMap(([name, values]) =>
    values.map(
      (value) => [name, isSecretName(name) && name !== "www-authenticate" ? "(hidden)" : value] as const,
    ),
  );
  return { status, headers: shown, body: textOf(body) };
}

function textOf(body: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return `(${body.length} bytes that are not text)`;
  }
  return text.length > LONGEST_BODY ? `${text.slice(0, LONGEST_BODY)}… (${body.length} bytes)` : text;
}
