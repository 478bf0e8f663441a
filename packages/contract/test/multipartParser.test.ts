import { Busboy } from "@fastify/busboy";
import fc from "fast-check";
import { expect, test } from "vitest";
import { MultipartError, MultipartParser, type PartHead } from "../src/body/MultipartParser.ts";

const BOUNDARY = "----WebKitFormBoundaryX";

interface Part extends Partial<PartHead> {
  readonly text?: string;
}

/** Parses a body that comes in chunks of a size; text stands for bytes. */
function parse(
  body: string,
  options: { readonly boundary?: string | undefined; readonly size?: number } = {},
): readonly Part[] {
  const { size = body.length } = options;
  const boundary = "boundary" in options ? options.boundary : BOUNDARY;
  const parts: { head: PartHead; chunks: Uint8Array[]; isEnded: boolean }[] = [];
  const parser = new MultipartParser(boundary, {
    onPart: (head) => void parts.push({ head, chunks: [], isEnded: false }),
    onData: (bytes) => void parts.at(-1)?.chunks.push(Buffer.from(bytes)),
    onPartEnd: () => Object.assign(parts.at(-1) ?? {}, { isEnded: true }),
  });
  const bytes = Buffer.from(body, "latin1");
  for (let start = 0; start < bytes.length; start += Math.max(size, 1)) {
    parser.write(bytes.subarray(start, start + Math.max(size, 1)));
  }
  parser.end();
  expect(parts.every(({ isEnded }) => isEnded)).toBe(true);
  return parts.map(({ head, chunks }) => ({ ...head, text: Buffer.concat(chunks).toString("latin1") }));
}

const part = (headers: string, text: string) => `--${BOUNDARY}\r\n${headers}\r\n\r\n${text}\r\n`;
const field = (name: string, text: string) => part(`Content-Disposition: form-data; name="${name}"`, text);
const END = `--${BOUNDARY}--\r\n`;

const read: readonly { name: string; body: string; want: readonly Part[] }[] = [
  { name: "a field", body: field("a", "1") + END, want: [{ name: "a", text: "1", mediaType: undefined }] },
  { name: "an empty field", body: field("a", "") + END, want: [{ name: "a", text: "" }] },
  { name: "no part", body: END, want: [] },
  {
    name: "line breaks and dashes in a field",
    body: field("a", "\r\n--\r\n-\r\n\r\n") + END,
    want: [{ name: "a", text: "\r\n--\r\n-\r\n\r\n" }],
  },
  {
    name: "two fields of one name",
    body: field("a", "1") + field("a", "2") + END,
    want: [{ text: "1" }, { text: "2" }],
  },
  {
    name: "a part without the line break before its body",
    body: `--${BOUNDARY}\r\nContent-Disposition: form-data; name=a\r\n\r\n--${BOUNDARY}--`,
    want: [{ name: "a", text: "" }],
  },
  {
    name: "a file with name and media type",
    body:
      part(
        'Content-Disposition: form-data; name="f"; filename="C:\\dir\\a.png"\r\nContent-Type: Image/PNG',
        "\xff\x00",
      ) + END,
    want: [{ name: "f", fileName: "a.png", mediaType: "image/png", text: "\xff\x00" }],
  },
  {
    name: "names in the spelling of browsers and of older clients",
    body: part('content-disposition:form-data;name="a%22b\\"c"; filename="x%0D%0Ay"', "1") + END,
    want: [{ name: 'a"b"c', fileName: "x\r\ny" }],
  },
  {
    name: "a file name beyond ASCII, in both ways",
    body:
      part(
        `Content-Disposition: form-data; name="f"; filename="${Buffer.from("ä.txt").toString("latin1")}"`,
        "1",
      ) +
      part('Content-Disposition: form-data; name="g"; filename="x"; filename*=UTF-8\'\'%C3%A4.txt', "2") +
      END,
    want: [{ fileName: "ä.txt" }, { fileName: "ä.txt" }],
  },
  {
    name: "preamble, padding and epilogue",
    body: `before\r\n--${BOUNDARY}  \r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--${BOUNDARY}--  \r\nafter`,
    want: [{ name: "a", text: "1" }],
  },
  {
    name: "a media type with a charset",
    body:
      part('Content-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset="UTF-8"', "1") +
      END,
    want: [{ mediaType: "text/plain", charset: "utf-8" }],
  },
];

for (const { name, body, want } of read) {
  test(`reads ${name}, in chunks of any size`, () => {
    for (const size of [body.length, 1, 2, 3, 7, 31]) expect(parse(body, { size })).toMatchObject(want);
  });
}

const DISPOSITION = 'Content-Disposition: form-data; name="a"';

test.each([
  { name: "no boundary", body: END, boundary: undefined, says: "no boundary" },
  { name: "an empty boundary", body: END, boundary: "", says: "no boundary" },
  { name: "an invalid boundary", body: END, boundary: 'a"b', says: "not well formed" },
  { name: "a boundary that is missing in the body", body: "a=1", says: "not in the body" },
  { name: "nothing", body: "", says: "not in the body" },
  {
    name: "a body cut within its headers",
    body: `--${BOUNDARY}\r\nContent-Dis`,
    says: "ends before its last boundary",
  },
  { name: "a body cut within a part", body: field("a", "1"), says: "ends before its last boundary" },
  {
    name: "a boundary with trailing characters",
    body: `--${BOUNDARY}more\r\n`,
    says: "not followed by a line break",
  },
  {
    name: "bare line feeds",
    body: `--${BOUNDARY}\n${DISPOSITION}\n\n1\n--${BOUNDARY}--`,
    says: "not followed by a line break",
  },
  {
    name: "no Content-Disposition",
    body: part("Content-Type: text/plain", "1") + END,
    says: "no header Content-Disposition",
  },
  { name: "no headers", body: `--${BOUNDARY}\r\n\r\n1\r\n${END}`, says: "no header Content-Disposition" },
  {
    name: "no name",
    body: part("Content-Disposition: form-data", "1") + END,
    says: 'form-data with a "name"',
  },
  {
    name: "another disposition",
    body: part('Content-Disposition: attachment; name="a"', "1") + END,
    says: "form-data",
  },
  {
    name: "a header twice",
    body: part(`${DISPOSITION}\r\n${DISPOSITION}`, "1") + END,
    says: "a header twice",
  },
  { name: "a parameter twice", body: part(`${DISPOSITION}; name="b"`, "1") + END, says: "a parameter twice" },
  {
    name: "a folded header",
    body: part(`${DISPOSITION};\r\n filename="x"`, "1") + END,
    says: "not well formed",
  },
  {
    name: "a header without a colon",
    body: part(`${DISPOSITION}\r\nnothing`, "1") + END,
    says: "not well formed",
  },
  {
    name: "a part that ends within its headers",
    body: `--${BOUNDARY}\r\n${DISPOSITION}\r\n--${BOUNDARY}--`,
    says: "ends within its headers",
  },
  {
    name: "nested headers",
    body: part(`${DISPOSITION}\r\nX: a\rContent-Disposition: form-data; name="b"`, "1") + END,
    says: "not well formed",
  },
  {
    name: "a huge header",
    body: part(`${DISPOSITION}\r\nX: ${"x".repeat(20_000)}`, "1") + END,
    says: "longer than 16384 bytes",
  },
  {
    name: "a header that never ends",
    body: `--${BOUNDARY}\r\nX: ${"x".repeat(20_000)}`,
    says: "longer than 16384 bytes",
  },
  {
    name: "padding that never ends",
    body: `--${BOUNDARY}${" ".repeat(20_000)}`,
    says: "not followed by a line break",
  },
  {
    name: "a transfer encoding",
    body: part(`${DISPOSITION}\r\nContent-Transfer-Encoding: base64`, "MQ==") + END,
    says: "Content-Transfer-Encoding",
  },
  {
    name: "headers that are not UTF-8",
    body: part('Content-Disposition: form-data; name="\xff"', "1") + END,
    says: "not valid UTF-8",
  },
  {
    name: "an invalid media type",
    body: part(`${DISPOSITION}\r\nContent-Type: text`, "1") + END,
    says: "not a media type",
  },
])("rejects $name", ({ body, says, ...given }) => {
  const options = "boundary" in given ? { boundary: given.boundary } : {};
  expect(() => parse(body, options)).toThrow(MultipartError);
  expect(() => parse(body, { ...options, size: 5 })).toThrow(says);
});

/** What another parser reads, as a cross-check. */
function parseWithBusboy(body: Buffer, boundary: string): Promise<readonly Part[]> {
  return new Promise((resolve, reject) => {
    const parts: Part[] = [];
    const busboy = new Busboy({
      headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
      isPartAFile: () => true,
    });
    busboy.on("file", (name, stream) => {
      const chunks: Buffer[] = [];
      const index = parts.push({ name: String(name), text: "" }) - 1;
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        parts[index] = { name: String(name), text: Buffer.concat(chunks).toString("latin1") };
      });
    });
    busboy.on("finish", () => resolve(parts)).on("error", reject);
    busboy.end(body);
  });
}

test("reads generated bodies as another parser does, in chunks of any size", async () => {
  const texts = fc.array(fc.constantFrom("a", "\r", "\n", "-", "--x", "\r\n", "\r\n--", "\0", "\xff"), {
    maxLength: 12,
  });
  const form = fc.array(fc.record({ name: fc.stringMatching(/^[a-z]{1,3}$/), text: texts }), {
    minLength: 1,
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(form, fc.integer({ min: 1, max: 40 }), async (fields, size) => {
      const boundary = "xyz";
      const body = `${fields.map(({ name, text }) => `--xyz\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text.join("")}\r\n`).join("")}--xyz--\r\n`;
      fc.pre(fields.every(({ text }) => !`\r\n${text.join("")}\r\n`.includes("\r\n--xyz")));
      const ours = parse(body, { boundary, size }).map(({ name, text }) => ({ name, text }));
      expect(ours).toEqual(fields.map(({ name, text }) => ({ name, text: text.join("") })));
      expect(ours).toEqual(await parseWithBusboy(Buffer.from(body, "latin1"), boundary));
    }),
    { numRuns: 300, seed: 7 },
  );
});

test("broken bytes at any position give parts or a MultipartError", () => {
  const whole = field("a", "1") + part(`${DISPOSITION}\r\nContent-Type: text/plain`, "\r\n2") + END;
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          at: fc.nat(whole.length),
          put: fc.constantFrom("", "\r", "\n", "-", ":", ";", '"', "\0", "\xff"),
        }),
        { maxLength: 4 },
      ),
      fc.integer({ min: 1, max: 40 }),
      (edits, size) => {
        let body = whole;
        for (const { at, put } of edits) body = body.slice(0, at) + put + body.slice(at + 1);
        try {
          parse(body, { size });
        } catch (error) {
          expect(error).toBeInstanceOf(MultipartError);
        }
      },
    ),
    { numRuns: 2000, seed: 7 },
  );
});
