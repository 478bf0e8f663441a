import { readFile } from "node:fs/promises";
import {
  type FormPart,
  type FormReader,
  type PartHead,
  Repeated,
  type SplitValue,
} from "@gatehouse/contract";
import type { UploadedFile } from "../types/UploadedFile.ts";
import { memorySource, pathSource, uploadedFile } from "./UploadStore.ts";

/** What multer leaves of a file, in memory or at a path of its own. */
interface MulterFile {
  readonly fieldname: string;
  readonly originalname: string;
  readonly mimetype: string;
  readonly size: number;
  readonly buffer?: Buffer;
  readonly path?: string;
}

/** A request with what a parser of forms leaves at it. */
export interface ParsedFormRequest {
  readonly body?: unknown;
  readonly file?: unknown;
  readonly files?: unknown;
}

/** A form that a parser in front of the router has read. */
export interface ParsedForm {
  readonly parts: readonly FormPart[];
  readonly files: readonly UploadedFile[];
}

/**
 * Takes the form that `express.urlencoded()` or multer left in `req.body`, `req.file` and `req.files`. Its texts are not
 * typed yet; names with brackets stay as the parser has read them.
 */
export async function takeParsedForm(req: ParsedFormRequest, reader: FormReader): Promise<ParsedForm> {
  const parts: FormPart[] = Object.entries(req.body ?? {}).flatMap(([name, value]) => toParts(name, value));
  const files: UploadedFile[] = [];
  for (const file of multerFiles(req)) {
    const mediaType = file.mimetype.toLowerCase().split(";", 1)[0];
    const head: PartHead = { name: file.fieldname, mediaType, fileName: file.originalname };
    const source =
      file.path === undefined ? memorySource(file.buffer ?? Buffer.alloc(0)) : pathSource(file.path);
    if (reader.isFile(head)) {
      parts.push({ kind: "file", name: head.name, sizeBytes: file.size, mediaType: mediaType ?? "" });
      files.push(uploadedFile(head, file.size, source));
    } else {
      // A value with a file name: JSON of a `Blob` in `FormData`.
      const bytes = file.path === undefined ? (file.buffer ?? Buffer.alloc(0)) : await readFile(file.path);
      parts.push({ kind: "text", name: head.name, mediaType, text: bytes.toString("utf8") });
    }
  }
  return { parts, files };
}

/** `single()` sets `file`, `array()` a list, `fields()` an object of lists. */
function multerFiles({ file, files }: ParsedFormRequest): readonly MulterFile[] {
  const all = Array.isArray(files) ? files : Object.values(files ?? {}).flat();
  return [...(file === undefined ? [] : [file]), ...all] as MulterFile[];
}

function toParts(name: string, value: unknown): readonly FormPart[] {
  if (Array.isArray(value)) return value.flatMap((item) => toItem(name, item));
  return toItem(name, value);
}

function toItem(name: string, value: unknown): readonly FormPart[] {
  if (typeof value === "string") return [{ kind: "text", name, text: value }];
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return [{ kind: "nested", name, split: toSplit(value) }];
  }
  return [{ kind: "text", name, text: JSON.stringify(value), mediaType: "application/json" }];
}

function toSplit(value: unknown): SplitValue {
  if (typeof value === "string") return new Repeated([value]);
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return new Repeated(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
  return new Map(Object.entries(value).map(([name, child]): [string, SplitValue] => [name, toSplit(child)]));
}
