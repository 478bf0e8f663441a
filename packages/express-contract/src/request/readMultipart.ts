import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import {
  type FormPart,
  type FormReader,
  isJsonMediaType,
  MultipartError,
  MultipartParser,
  type PartHead,
} from "@gatehouse/contract";
import { BodyTooLargeError, MalformedBodyError, RequestAbortedError } from "../errors.ts";
import type { UploadedFile } from "../types/UploadedFile.ts";
import type { FileSink, UploadOptions, UploadStore } from "./UploadStore.ts";

/** A form that was received. */
interface ReceivedForm {
  readonly parts: readonly FormPart[];
  readonly files: readonly UploadedFile[];
  /** Frees what the files take; to be called when the response has been sent. */
  dispose(): Promise<void>;
}

/** The limits of a form, all of them set. */
export type FormLimits = Required<
  Pick<UploadOptions, "fieldLimitBytes" | "fileLimitBytes" | "filesLimit" | "partsLimit" | "totalLimitBytes">
>;

/** What reads the forms of one media type. */
interface MultipartOptions {
  readonly boundary: string | undefined;
  readonly reader: FormReader;
  readonly limits: FormLimits;
  readonly store: UploadStore;
  /** The body, where a parser in front of the router has read it as bytes. */
  readonly bytes?: Buffer | undefined;
}

const LONGEST_NAME = 60;
const UTF8_NAMES: ReadonlySet<string> = new Set(["utf-8", "utf8", "us-ascii"]);

/** Whether text can be read as UTF-8 by its charset; of JSON the charset says nothing (RFC 8259, 8.1 and 11). */
export function isReadAsUtf8(mediaType: string, charset = "utf-8"): boolean {
  return UTF8_NAMES.has(charset.toLowerCase()) || isJsonMediaType(mediaType);
}

/**
 * Receives a `multipart/form-data` body (RFC 7578), part by part: texts in memory, files above a size in temporary
 * files. No more than one chunk is held that has not been stored.
 *
 * @throws BodyTooLargeError, MalformedBodyError, UploadSpaceError, RequestAbortedError; nothing of the form is kept then
 */
export async function readMultipart(req: IncomingMessage, options: MultipartOptions): Promise<ReceivedForm> {
  const { totalLimitBytes } = options.limits;
  if (Number(req.headers["content-length"] ?? 0) > totalLimitBytes)
    throw new BodyTooLargeError(totalLimitBytes);
  const form = new FormCollector(options);
  try {
    const parser = new MultipartParser(options.boundary, form);
    let length = 0;
    // The connection is still needed for the response.
    const chunks = options.bytes === undefined ? req.iterator({ destroyOnReturn: false }) : [options.bytes];
    for await (const chunk of chunks) {
      length += (chunk as Buffer).length;
      if (length > totalLimitBytes) throw new BodyTooLargeError(totalLimitBytes);
      parser.write(chunk as Buffer);
      await form.flush();
    }
    parser.end();
    return form.toReceived();
  } catch (error) {
    await form.dispose();
    if (error instanceof MultipartError)
      throw new MalformedBodyError(`The form cannot be read. ${error.message}`);
    if (req.destroyed && !req.complete) throw new RequestAbortedError(error);
    throw error;
  }
}

/** Collects the parts of one form within its limits. */
class FormCollector {
  readonly #options: MultipartOptions;
  readonly #parts: FormPart[] = [];
  readonly #files: { readonly head: PartHead; readonly sink: FileSink }[] = [];
  #count = 0;
  #head: PartHead | undefined;
  #sink: FileSink | undefined;
  #text: Buffer[] = [];
  #length = 0;

  constructor(options: MultipartOptions) {
    this.#options = options;
  }

  onPart(head: PartHead): void {
    const { reader, limits, store } = this.#options;
    this.#count += 1;
    if (this.#count > limits.partsLimit) throw tooMany("parts", limits.partsLimit);
    this.#head = head;
    this.#length = 0;
    this.#text = [];
    this.#sink = undefined;
    if (!reader.isFile(head)) return;
    if (this.#files.length >= limits.filesLimit) throw tooMany("files", limits.filesLimit);
    this.#sink = store.begin(head);
    this.#files.push({ head, sink: this.#sink });
  }

  onData(bytes: Uint8Array): void {
    const { fileLimitBytes, fieldLimitBytes } = this.#options.limits;
    this.#length += bytes.length;
    const [limitBytes, kind] =
      this.#sink === undefined ? [fieldLimitBytes, "field"] : [fileLimitBytes, "file"];
    if (this.#length > limitBytes) throw new BodyTooLargeError(limitBytes, `The ${kind} ${this.#name()}`);
    if (this.#sink === undefined) this.#text.push(Buffer.from(bytes));
    else this.#sink.write(bytes);
  }

  onPartEnd(): void {
    const head = this.#head;
    if (head === undefined) return;
    const { name, mediaType } = head;
    if (this.#sink === undefined)
      this.#parts.push({ kind: "text", name, mediaType, text: this.#decode(head) });
    else {
      const { sizeBytes } = this.#sink;
      this.#parts.push({ kind: "file", name, sizeBytes, mediaType: mediaType ?? "application/octet-stream" });
    }
  }

  async flush(): Promise<void> {
    for (const { sink } of this.#files) await sink.flush();
  }

  toReceived(): ReceivedForm {
    return {
      parts: this.#parts,
      files: this.#files.map(({ sink }) => sink.toUploadedFile()),
      dispose: () => this.dispose(),
    };
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#files.map(({ sink }) => sink.close()));
  }

  #decode({ mediaType = "text/plain", charset }: PartHead): string {
    const bytes = Buffer.concat(this.#text);
    const isKnown = isReadAsUtf8(mediaType, charset);
    if (!isKnown) throw new MalformedBodyError(`The field ${this.#name()} must be encoded in UTF-8.`);
    if (!isUtf8(bytes)) throw new MalformedBodyError(`The field ${this.#name()} is not valid UTF-8.`);
    return bytes.toString("utf8");
  }

  #name(): string {
    return JSON.stringify((this.#head?.name ?? "").slice(0, LONGEST_NAME));
  }
}

function tooMany(kind: string, limit: number): MalformedBodyError {
  return new MalformedBodyError(`The form has more than ${limit} ${kind}.`);
}
