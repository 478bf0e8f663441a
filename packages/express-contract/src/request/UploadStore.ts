import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { type FileHandle, open, readFile, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { PartHead } from "@gatehouse/contract";
import { UploadSpaceError } from "../errors.ts";
import type { UploadedFile } from "../types/UploadedFile.ts";

/** Where files of forms are kept until the response has been sent, and how much of them. */
export interface UploadOptions {
  /**
   * The largest form, in bytes.
   *
   * @default the `bodyLimitBytes` of the router
   */
  readonly totalLimitBytes?: number;
  /**
   * The largest file, in bytes.
   *
   * @default `totalLimitBytes`
   */
  readonly fileLimitBytes?: number;
  /**
   * The largest value that is no file, in bytes: a text or JSON.
   *
   * @default the `bodyLimitBytes` of the router
   */
  readonly fieldLimitBytes?: number;
  /**
   * How many parts a form may have, files included.
   *
   * @default 1_000
   */
  readonly partsLimit?: number;
  /**
   * How many files a form may have.
   *
   * @default 100
   */
  readonly filesLimit?: number;
  /**
   * A file above this size is kept in a temporary file, in bytes.
   *
   * @default 65_536
   */
  readonly memoryLimitBytes?: number;
  /**
   * How much all temporary files of the router may take at one time, in bytes.
   *
   * @default 1_073_741_824
   */
  readonly spaceLimitBytes?: number;
  /**
   * The folder of the temporary files. They have no names there: they are gone with the process, however it ends.
   *
   * @default os.tmpdir()
   */
  readonly folder?: string;
}

const MEMORY_LIMIT_BYTES = 65_536;
const SPACE_LIMIT_BYTES = 1_073_741_824;
const UNKNOWN_TYPE = "application/octet-stream";

/** Keeps the files of all forms that are being served. */
export class UploadStore {
  readonly #folder: string;
  readonly #memoryLimitBytes: number;
  readonly #spaceLimitBytes: number;
  #usedBytes = 0;

  constructor({ folder = tmpdir(), memoryLimitBytes, spaceLimitBytes }: UploadOptions = {}) {
    this.#folder = folder;
    this.#memoryLimitBytes = memoryLimitBytes ?? MEMORY_LIMIT_BYTES;
    this.#spaceLimitBytes = spaceLimitBytes ?? SPACE_LIMIT_BYTES;
  }

  /** What the temporary files take, in bytes. */
  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** Begins a file. */
  begin(head: PartHead): FileSink {
    return new FileSink(head, {
      memoryLimitBytes: this.#memoryLimitBytes,
      open: () => this.#openUnnamed(),
      reserve: (bytes) => this.#reserve(bytes),
    });
  }

  #reserve(bytes: number): void {
    if (this.#usedBytes + bytes > this.#spaceLimitBytes) throw new UploadSpaceError();
    this.#usedBytes += bytes;
  }

  /** A file without a name is freed when it is closed, also by the end of the process. */
  async #openUnnamed(): Promise<FileHandle> {
    const path = join(this.#folder, `gatehouse-upload-${randomUUID()}`);
    const file = await open(path, "wx+", 0o600);
    await unlink(path);
    return file;
  }
}

interface SinkOptions {
  readonly memoryLimitBytes: number;
  open(): Promise<FileHandle>;
  /** Takes space for temporary files, or gives it back. @throws UploadSpaceError */
  reserve(bytes: number): void;
}

/** A file that is being received. */
export class FileSink {
  readonly #head: PartHead;
  readonly #options: SinkOptions;
  #chunks: Buffer[] = [];
  #sizeBytes = 0;
  #reservedBytes = 0;
  #file: FileHandle | undefined;
  #isClosed = false;

  constructor(head: PartHead, options: SinkOptions) {
    this.#head = head;
    this.#options = options;
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** Takes bytes, which are copied. */
  write(bytes: Uint8Array): void {
    this.#chunks.push(Buffer.from(bytes));
    this.#sizeBytes += bytes.length;
  }

  /**
   * Moves to a temporary file what is too much for the memory; to be called now and then.
   *
   * @throws UploadSpaceError when the temporary files would take more than they may
   */
  async flush(): Promise<void> {
    if (this.#isClosed || (this.#file === undefined && this.#sizeBytes <= this.#options.memoryLimitBytes))
      return;
    const chunks = this.#chunks;
    this.#chunks = [];
    const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
    if (bytes === 0) return;
    this.#options.reserve(bytes);
    this.#reservedBytes += bytes;
    try {
      this.#file ??= await this.#options.open();
      await this.#file.appendFile(Buffer.concat(chunks));
    } catch (error) {
      throw isFull(error) ? new UploadSpaceError(error) : error;
    }
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#chunks = [];
    this.#options.reserve(-this.#reservedBytes);
    await this.#file?.close();
  }

  /** The file as the handler gets it, when all of it has been flushed. */
  toUploadedFile(): UploadedFile {
    const file = this.#file;
    const source =
      file === undefined ? memorySource(Buffer.concat(this.#chunks)) : handleSource(file, this.#sizeBytes);
    return uploadedFile(this.#head, this.#sizeBytes, source);
  }
}

/** The disk, or the part of it that this user may use, is full. */
function isFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
}

interface ByteSource {
  bytes(): Promise<Uint8Array>;
  stream(): Readable;
}

/** Completes a file from a source of its bytes. */
export function uploadedFile(head: PartHead, sizeBytes: number, source: ByteSource): UploadedFile {
  return {
    fieldName: head.name,
    originalName: head.fileName ?? "",
    mediaType: head.mediaType ?? UNKNOWN_TYPE,
    sizeBytes,
    bytes: () => source.bytes(),
    stream: () => source.stream(),
    saveTo: (path) => pipeline(source.stream(), createWriteStream(path, { flags: "wx" })),
  };
}

/** The bytes of a file that lies in memory. */
export function memorySource(bytes: Buffer): ByteSource {
  return { bytes: async () => bytes, stream: () => Readable.from(bytes.length === 0 ? [] : [bytes]) };
}

/** The bytes of a file that another program part keeps. */
export function pathSource(path: string): ByteSource {
  const read = async function* () {
    const file = await open(path, "r");
    yield* file.createReadStream();
  };
  return { bytes: () => readFile(path), stream: () => Readable.from(read()) };
}

/** Reads go by position, so that a file can be read several times, and at the same time. */
function handleSource(file: FileHandle, sizeBytes: number): ByteSource {
  const stream = () => file.createReadStream({ start: 0, end: sizeBytes - 1, autoClose: false });
  return {
    stream,
    bytes: async () => {
      const bytes = Buffer.alloc(sizeBytes);
      let filled = 0;
      for await (const chunk of stream()) filled += (chunk as Buffer).copy(bytes, filled);
      return bytes.subarray(0, filled);
    },
  };
}
