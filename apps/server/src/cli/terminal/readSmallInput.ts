import { UsageError } from "../UsageError.ts";

/** More than the longest password, so that the policy says what is wrong with one that is too long. */
const MAX_BYTES = 8192;

/**
 * Reads a short text from a stream up to its end.
 *
 * @throws {UsageError} when it is too long or not UTF-8
 */
export async function readSmallInput(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > MAX_BYTES)
      throw new UsageError("The password on stdin is far too long; is it the right file?");
    chunks.push(buffer);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new UsageError("The password on stdin is not UTF-8 text.");
  }
}
