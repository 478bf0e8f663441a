import { expect, test } from "vitest";
import { createTestAuthority } from "../../test/vsphere/createTestAuthority.ts";
import { writeTemporaryFile } from "../../test/vsphere/createVsphereScene.ts";
import { readCertificateAuthority } from "./readCertificateAuthority.ts";

test("all certificates of a file are taken, with or without words around them", async () => {
  const [first, second] = await Promise.all([createTestAuthority(), createTestAuthority()]);
  const file = writeTemporaryFile(`# ours\n${first.certificate}\n\nold one:\n${second.certificate}\n`);
  expect(readCertificateAuthority(file).match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
});

test("OPS-03 a file that vouches for nobody is refused", async () => {
  const empty = writeTemporaryFile("");
  expect(() => readCertificateAuthority(empty)).toThrow(`${empty} holds no certificate in PEM form.`);
  const { certificate } = await createTestAuthority();
  const damaged = writeTemporaryFile(
    `${certificate}\n${certificate.replace(/\n.{10}/, `\n${"A".repeat(10)}`)}`,
  );
  expect(() => readCertificateAuthority(damaged)).toThrow(`${damaged}, certificate 2, is damaged.`);
  expect(() => readCertificateAuthority("/nowhere/ca.pem")).toThrow(
    "/nowhere/ca.pem cannot be read (ENOENT).",
  );
});
