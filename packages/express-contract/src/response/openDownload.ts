import type { Stats } from "node:fs";
import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import type { RangeRequest } from "../request/createRequestValidator.ts";

/** What is to be downloaded. */
export interface DownloadOptions {
  /** The path of a file. Make it of nothing that a client sent. */
  readonly path: string;
  /** The name that the client is to save it under; left out, it is to show it. */
  readonly fileName?: string;
  /** The part that the client asks for: `request.rangeRequest`. */
  readonly rangeRequest?: RangeRequest | undefined;
}

/** The headers of a download; send those that your document has. */
export type DownloadHeaders = {
  readonly "accept-ranges": "bytes";
  /** `attachment` with the file's name, or `inline`. */
  readonly "content-disposition": string;
  readonly etag: string;
  readonly "last-modified": string;
};

/** A file, or the part of it that was asked for: hand status, headers and body on as the response. */
export type Download =
  | { readonly status: 200; readonly headers: DownloadHeaders; readonly body: Readable }
  | {
      readonly status: 206;
      readonly headers: DownloadHeaders & { readonly "content-range": string };
      readonly body: Readable;
    }
  /** The range lies outside of the file (RFC 9110, 15.5.17). */
  | { readonly status: 416; readonly headers: { readonly "content-range": string } };

/** The part of a representation that a `Range` header means. */
export type ByteRange =
  | { readonly kind: "whole" }
  /** Both positions inclusive, from 0. */
  | { readonly kind: "part"; readonly first: number; readonly last: number }
  | { readonly kind: "unsatisfiable" };

/**
 * Opens a file to be sent, in part where the client asks for a part. The file is closed when the response ends, however
 * it ends.
 *
 * @throws the error of the file system: `ENOENT` where there is no such file
 */
export async function openDownload(options: DownloadOptions): Promise<Download> {
  const file = await open(options.path, "r");
  try {
    const stats = await file.stat();
    const range = isWanted(options.rangeRequest, stats)
      ? parseByteRange(options.rangeRequest.range, stats.size)
      : ({ kind: "whole" } as const);
    if (range.kind === "unsatisfiable") {
      await file.close();
      return { status: 416, headers: { "content-range": `bytes */${stats.size}` } };
    }
    if (range.kind === "whole") {
      const body = Object.assign(file.createReadStream(), { contentLength: stats.size });
      return { status: 200, headers: headersOf(stats, options), body };
    }
    const { first, last } = range;
    const headers = {
      ...headersOf(stats, options),
      "content-range": `bytes ${first}-${last}/${stats.size}`,
    };
    const body = Object.assign(file.createReadStream({ start: first, end: last }), {
      contentLength: last - first + 1,
    });
    return { status: 206, headers, body };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/**
 * Reads a `Range` header (RFC 9110, 14.1.2 and 14.2). Several ranges, other units and malformed headers mean the whole,
 * as a server may ignore `Range`.
 *
 * @param sizeBytes the length of the whole
 */
export function parseByteRange(header: string, sizeBytes: number): ByteRange {
  const match = /^bytes\s*=\s*(?:(\d+)-(\d*)|-(\d+))\s*$/i.exec(header);
  if (match === null) return { kind: "whole" };
  const [, from, to, suffix] = match;
  if (suffix !== undefined) {
    const length = Math.min(Number(suffix), sizeBytes);
    if (length === 0) return { kind: "unsatisfiable" };
    return { kind: "part", first: sizeBytes - length, last: sizeBytes - 1 };
  }
  const first = Number(from);
  const last = to === "" ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  if (to !== "" && Number(to) < first) return { kind: "whole" };
  return first >= sizeBytes ? { kind: "unsatisfiable" } : { kind: "part", first, last };
}

/** A range of another version than the client has parts of would be of no use (RFC 9110, 13.1.5). */
function isWanted(request: RangeRequest | undefined, stats: Stats): request is RangeRequest {
  if (request === undefined) return false;
  const { ifRange } = request;
  return ifRange === undefined || ifRange === etagOf(stats) || ifRange === stats.mtime.toUTCString();
}

function headersOf(stats: Stats, { fileName }: DownloadOptions): DownloadHeaders {
  return {
    "accept-ranges": "bytes",
    "content-disposition": contentDisposition(fileName),
    etag: etagOf(stats),
    "last-modified": stats.mtime.toUTCString(),
  };
}

/** A strong validator: two versions of a file differ in size or time, which is kept to the nanosecond. */
function etagOf({ size, mtimeMs }: Stats): string {
  return `"${size.toString(16)}-${Math.round(mtimeMs * 1000).toString(16)}"`;
}

/**
 * The value of `Content-Disposition` (RFC 6266). A name beyond ASCII is sent twice: as it is, encoded (RFC 8187), and
 * with `_` for clients that do not read that.
 */
export function contentDisposition(fileName: string | undefined): string {
  if (fileName === undefined) return "inline";
  const name = fileName.replace(/^.*[/\\]/, "");
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  if (plain === name) return `attachment; filename="${name}"`;
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
