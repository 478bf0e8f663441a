import { expect, test } from "vitest";
import { createTestAuthority } from "../../test/vsphere/createTestAuthority.ts";
import { writeTemporaryFile } from "../../test/vsphere/createVsphereFixture.ts";
import { readCertificateAuthority, readVcenterOrigin, VsphereOptionsError } from "./VsphereOptions.ts";

test("all certificates of a file are read, with or without text around them", async () => {
  const [first, second] = await Promise.all([createTestAuthority(), createTestAuthority()]);
  const file = writeTemporaryFile(`# ours\n${first.certificate}\n\nold one:\n${second.certificate}\n`);
  expect(readCertificateAuthority(file).match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
});

test("OPS-03 a file without a usable certificate is rejected", async () => {
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

test.each([
  { given: "https://vcenter.example.com", want: "https://vcenter.example.com" },
  { given: "https://vcenter.example.com/", want: "https://vcenter.example.com" },
  { given: "https://[2001:db8::1]:8443", want: "https://[2001:db8::1]:8443" },
  { given: "http://127.0.0.1:8080", want: "http://127.0.0.1:8080" },
  { given: "http://localhost", want: "http://localhost" },
  { given: "http://LOCALHOST.:8080", want: "http://localhost.:8080" },
  { given: "http://[::1]", want: "http://[::1]" },
])("$given is the vCenter at $want", ({ given, want }) => {
  expect(readVcenterOrigin(given)).toBe(want);
});

test.each([
  { given: "", want: "an address such as" },
  { given: "vcenter.example.com", want: "an address such as" },
  { given: "ldaps://vcenter.example.com", want: "an address such as" },
  {
    given: "https://vcenter.example.com/api",
    want: "must end after host and port: https://vcenter.example.com.",
  },
  { given: "https://vcenter.example.com/?a", want: "must end after host and port" },
  { given: "https://vcenter.example.com/#a", want: "must end after host and port" },
  { given: "http://vcenter.example.com", want: "over https only" },
  { given: "http://127.evil.example", want: "over https only" },
  { given: "http://localhost.evil.example", want: "over https only" },
  { given: "http://[2001:db8::1]", want: "over https only" },
])("AUT-14 OPS-03 the address $given is rejected", ({ given, want }) => {
  expect(() => readVcenterOrigin(given)).toThrow(VsphereOptionsError);
  expect(() => readVcenterOrigin(given)).toThrow(want);
});

test("LOG-02 an address with a password is rejected without printing it", () => {
  const read = () => readVcenterOrigin("https://admin:canary@vcenter.example.com");
  expect(read).toThrow("must not hold a user or password");
  expect(read).not.toThrow(/canary/);
});
