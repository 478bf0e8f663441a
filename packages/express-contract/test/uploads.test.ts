import { once } from "node:events";
import { readdir, readFile, rm } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { UploadedFile, UploadOptions } from "../src/index.ts";
import { formOf, png, sendForm, startForms } from "./fixtures/startForms.ts";

const limits: readonly {
  name: string;
  uploads: UploadOptions;
  form: FormData;
  status: number;
  says: string;
}[] = [
  {
    name: "a file",
    uploads: { fileLimitBytes: 100 },
    form: formOf([["photo", png(101), "a.png"]]),
    status: 413,
    says: 'The file "photo" is larger than 100 bytes.',
  },
  {
    name: "a field",
    uploads: { fieldLimitBytes: 100 },
    form: formOf([["tags", "x".repeat(101)]]),
    status: 413,
    says: 'The field "tags" is larger than 100 bytes.',
  },
  {
    name: "the whole form",
    uploads: { totalLimitBytes: 1000 },
    form: formOf([["photo", png(1000), "a.png"]]),
    status: 413,
    says: "The request body is larger than 1000 bytes.",
  },
  {
    name: "the number of parts",
    uploads: { partsLimit: 2 },
    form: formOf([
      ["tags", "a"],
      ["tags", "b"],
      ["tags", "c"],
    ]),
    status: 400,
    says: "The form has more than 2 parts.",
  },
  {
    name: "the number of files",
    uploads: { filesLimit: 1 },
    form: formOf([
      ["papers", png(1), "a"],
      ["papers", png(1), "b"],
    ]),
    status: 400,
    says: "The form has more than 1 files.",
  },
  {
    name: "the space of all temporary files",
    uploads: { memoryLimitBytes: 10, spaceLimitBytes: 50 },
    form: formOf([["photo", png(51), "a.png"]]),
    status: 503,
    says: "There is no room for the files of this request at the moment; try again later.",
  },
  {
    name: "the length that the schema allows",
    uploads: {},
    form: formOf([["photo", png(500_001), "a.png"]]),
    status: 400,
    says: "body/photo must be at most 500000 characters",
  },
];

for (const { name, uploads, form, status, says } of limits) {
  test(`a form above the limit of ${name} is rejected with ${status} and the reason`, async () => {
    await using server = await startForms({ uploads });
    const response = await sendForm(server.origin, form);
    expect([response.status, response.body.message]).toEqual([status, says]);
    expect([server.seen, await readdir(server.folder)]).toEqual([[], []]);
  });
}

test("a large file is written to a temporary file, which is deleted after the response", async () => {
  const files: UploadedFile[] = [];
  const given: unknown[] = [];
  await using server = await startForms({
    uploads: { memoryLimitBytes: 1000, spaceLimitBytes: 250_000 },
    handle: async (request) => {
      const [file] = request.files as [UploadedFile];
      files.push(file);
      const chunks = [];
      for await (const chunk of file.stream()) chunks.push(chunk as Buffer);
      const copy = join(server.folder, "copy.png");
      await file.saveTo(copy);
      given.push((await file.bytes()).length, Buffer.concat(chunks).length, (await readFile(copy)).length);
      await expect(file.saveTo(copy)).rejects.toMatchObject({ code: "EEXIST" });
      given.push(await readdir(server.folder));
      await rm(copy);
      return null;
    },
  });
  for (let turn = 0; turn < 4; turn += 1) {
    const response = await sendForm(server.origin, formOf([["photo", png(200_000), "a.png"]]));
    expect(response.status).toBe(200);
  }
  expect(given.slice(0, 4)).toEqual([200_000, 200_000, 200_000, ["copy.png"]]);
  await expect(files[0]?.bytes()).rejects.toThrow();
});

test("the temporary files of a form are deleted when the client disconnects within it", async () => {
  await using server = await startForms({ uploads: { memoryLimitBytes: 10, spaceLimitBytes: 300_000 } });
  for (let turn = 0; turn < 3; turn += 1) {
    const socket = connect(server.port, "127.0.0.1");
    const head =
      "POST /form HTTP/1.1\r\nhost: a\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: 900000\r\n\r\n";
    socket.write(`${head}--x\r\nContent-Disposition: form-data; name="photo"; filename="a"\r\n\r\n`);
    socket.write("y".repeat(200_000), () => socket.destroy());
    await once(socket, "close");
  }
  await expect
    .poll(async () => (await sendForm(server.origin, formOf([["photo", png(250_000), "a.png"]]))).status)
    .toBe(200);
  expect(server.errors).toEqual([]);
});

const head = (type: string, length: number) =>
  `POST /form HTTP/1.1\r\nhost: a\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n`;
const whole = '--x\r\nContent-Disposition: form-data; name="n"\r\n\r\n5\r\n--x--\r\n';

test.each([
  { name: "no boundary", type: "multipart/form-data", body: whole, says: "no boundary" },
  {
    name: "another boundary",
    type: "multipart/form-data; boundary=y",
    body: whole,
    says: "is not in the body",
  },
  {
    name: "no last boundary",
    type: "multipart/form-data; boundary=x",
    body: whole.slice(0, -8),
    says: "ends before its last boundary",
  },
  {
    name: "nested headers",
    type: "multipart/form-data; boundary=x",
    body: whole.replace('"n"', '"n"\r\nX: a\rY: b'),
    says: "not well formed",
  },
  {
    name: "a huge header",
    type: "multipart/form-data; boundary=x",
    body: whole.replace('"n"', `"n"\r\nX: ${"x".repeat(17_000)}`),
    says: "longer than",
  },
  {
    name: "broken UTF-8",
    type: "multipart/form-data; boundary=x",
    body: whole.replace("5", "\xff"),
    says: "not valid UTF-8",
  },
  {
    name: "a field in another charset",
    type: "multipart/form-data; boundary=x",
    body: whole.replace('"n"', '"n"\r\nContent-Type: text/plain; charset=utf-16'),
    says: "must be encoded in UTF-8",
  },
])("a multipart body with $name is rejected with 400 and the reason", async ({ type, body, says }) => {
  await using server = await startForms();
  const response = await server.sendRaw(head(type, Buffer.byteLength(body, "latin1")) + body);
  expect(response).toMatch(/^HTTP\/1.1 400 /);
  expect(response).toContain("MALFORMED_BODY");
  expect(response).toContain(says);
});
