import type { ServerResponse } from "node:http";
import { collectHeaders, type HeadersArgument } from "./collectHeaders.ts";
import { toBuffer } from "./toBuffer.ts";

/** What was seen of a response. */
export interface SeenResponse {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  /** `undefined` when the body was longer than the limit. */
  readonly body: Buffer | undefined;
}

/**
 * Looks over the shoulder of a response without changing it. All ways to answer, `json`, `send`,
 * `sendStatus`, `pipe` and streams, end in `writeHead`, `write` and `end`, so these three are watched.
 */
export function watchResponse(
  res: ServerResponse,
  bodyLimitBytes: number,
  onEnd: (seen: SeenResponse) => void,
): void {
  const { writeHead, write, end } = res;
  const chunks: Buffer[] = [];
  let length = 0;
  let head: { status: number; headers: SeenResponse["headers"] } | undefined;

  const keep = (chunk: unknown, encoding: unknown) => {
    const bytes = toBuffer(chunk, encoding);
    if (bytes === undefined) return;
    length += bytes.length;
    // Copied, because the caller may use the same memory again before the check.
    if (length <= bodyLimitBytes) chunks.push(Buffer.from(bytes));
    else chunks.length = 0;
  };

  res.writeHead = (...args: unknown[]) => {
    const [status, second, third] = args;
    const argument = (typeof second === "string" ? third : (second ?? third)) as HeadersArgument;
    head ??= { status: Number(status), headers: collectHeaders(res, argument) };
    return Reflect.apply(writeHead, res, args);
  };
  res.write = (...args: unknown[]) => {
    keep(args[0], args[1]);
    return Reflect.apply(write, res, args);
  };
  res.end = (...args: unknown[]) => {
    const alreadyEnded = res.writableEnded;
    if (!alreadyEnded) keep(args[0], args[1]);
    const result = Reflect.apply(end, res, args);
    if (!alreadyEnded) {
      // Without `writeHead`, Node writes the head inside `end` from what was set.
      head ??= { status: res.statusCode, headers: collectHeaders(res, undefined) };
      onEnd({ ...head, body: length > bodyLimitBytes ? undefined : Buffer.concat(chunks) });
    }
    return result;
  };
}
