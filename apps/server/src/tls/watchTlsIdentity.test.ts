import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { createSelfSignedIdentity } from "./createSelfSignedIdentity.ts";
import { type TlsIdentity, TlsIdentityError } from "./TlsIdentity.ts";
import { watchTlsIdentity } from "./watchTlsIdentity.ts";

const NOW = Date.UTC(2026, 0, 15);
const YEAR_MILLISECONDS = 365 * 86_400_000;
const INTERVAL = 10;

type Pair = Pick<TlsIdentity, "certificate" | "key">;

async function createFixture() {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-watch-"));
  const files = { certificateFile: join(folder, "cert.pem"), keyFile: join(folder, "key.pem") };
  const current = await createSelfSignedIdentity(NOW);
  const write = ({ certificate, key }: Pair): void => {
    writeFileSync(files.keyFile, key);
    writeFileSync(files.certificateFile, certificate);
  };
  write(current);
  const changes: TlsIdentity[] = [];
  const rejections: TlsIdentityError[] = [];
  const start = () => {
    const watch = watchTlsIdentity({
      files,
      current,
      clock: { nowMs: () => NOW },
      intervalMilliseconds: INTERVAL,
      onChange: (identity) => changes.push(identity),
      onReject: (error) => rejections.push(error),
    });
    onTestFinished(() => watch.stop());
  };
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { folder, files, current, write, changes, rejections, start };
}

/** Waits as long as a slow machine takes. */
const seen = (assertion: () => void) => vi.waitFor(assertion, { timeout: 20_000 });
const aFewLooks = () => new Promise((resolve) => setTimeout(resolve, INTERVAL * 12));

test("NET-20 a new pair is passed on once", async () => {
  const { write, changes, rejections, start } = await createFixture();
  start();
  const next = await createSelfSignedIdentity(NOW);
  write(next);
  await seen(() => expect(changes).toHaveLength(1));
  await aFewLooks();
  expect(changes.map(({ fingerprint }) => fingerprint)).toEqual([next.fingerprint]);
  expect(rejections).toEqual([]);
});

test("NET-20 files that were only touched change nothing", async () => {
  const { write, current, changes, rejections, start } = await createFixture();
  start();
  await aFewLooks();
  write(current);
  await aFewLooks();
  expect([changes, rejections]).toEqual([[], []]);
});

test("NET-20 a change between the start and the first check is detected", async () => {
  const { write, changes, start } = await createFixture();
  write(await createSelfSignedIdentity(NOW));
  start();
  await seen(() => expect(changes).toHaveLength(1));
});

test("NET-20 files replaced by rename are detected", async () => {
  const { files, changes, start } = await createFixture();
  start();
  const next = await createSelfSignedIdentity(NOW);
  writeFileSync(`${files.keyFile}.new`, next.key);
  writeFileSync(`${files.certificateFile}.new`, next.certificate);
  renameSync(`${files.keyFile}.new`, files.keyFile);
  renameSync(`${files.certificateFile}.new`, files.certificateFile);
  await seen(() => expect(changes[0]?.fingerprint).toBe(next.fingerprint));
});

test("NET-20 a folder of links that is switched as Kubernetes does it is detected", async () => {
  const { folder, files, current, changes, start } = await createFixture();
  const place = ({ certificate, key }: Pair, name: string): void => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "cert.pem"), certificate);
    writeFileSync(join(folder, name, "key.pem"), key);
  };
  place(current, "..v1");
  symlinkSync("..v1", join(folder, "..data"));
  for (const file of [files.certificateFile, files.keyFile]) unlinkSync(file);
  symlinkSync(join("..data", "cert.pem"), files.certificateFile);
  symlinkSync(join("..data", "key.pem"), files.keyFile);
  start();
  await aFewLooks();
  const next = await createSelfSignedIdentity(NOW);
  place(next, "..v2");
  symlinkSync("..v2", join(folder, "..data_tmp"));
  renameSync(join(folder, "..data_tmp"), join(folder, "..data"));
  await seen(() => expect(changes.map(({ fingerprint }) => fingerprint)).toEqual([next.fingerprint]));
});

test.each([
  {
    name: "a half-written certificate",
    make: async (): Promise<Pair> => {
      const { certificate, key } = await createSelfSignedIdentity(NOW);
      return { certificate: certificate.slice(0, 300), key };
    },
    want: /holds no certificate in PEM form/,
  },
  {
    name: "a half-written chain",
    make: async (): Promise<Pair> => {
      const { certificate, key } = await createSelfSignedIdentity(NOW);
      return { certificate: certificate + certificate.slice(0, 300), key };
    },
    want: /TLS library rejects/,
  },
  {
    name: "an empty key",
    make: async (): Promise<Pair> => ({ ...(await createSelfSignedIdentity(NOW)), key: "" }),
    want: /holds no private key in PEM form/,
  },
  {
    name: "a key of another certificate",
    make: async (): Promise<Pair> => {
      const [one, other] = [await createSelfSignedIdentity(NOW), await createSelfSignedIdentity(NOW)];
      return { certificate: one.certificate, key: other.key };
    },
    want: /is not the key of the certificate/,
  },
  {
    name: "an expired certificate",
    make: () => createSelfSignedIdentity(NOW - 2 * YEAR_MILLISECONDS),
    want: /expired at 2025-/,
  },
  {
    name: "a certificate that is not valid yet",
    make: () => createSelfSignedIdentity(NOW + YEAR_MILLISECONDS),
    want: /is not valid before 2027-/,
  },
])(
  "NET-20 $name is rejected once, the old pair stays, and a valid pair is accepted afterwards",
  async ({ make, want }) => {
    const { write, changes, rejections, start } = await createFixture();
    start();
    write(await make());
    await seen(() => expect(rejections).toHaveLength(1));
    await aFewLooks();
    expect(rejections).toHaveLength(1);
    expect(rejections[0]).toBeInstanceOf(TlsIdentityError);
    expect(rejections[0]?.message).toMatch(want);
    expect(changes).toEqual([]);
    const next = await createSelfSignedIdentity(NOW);
    write(next);
    await seen(() => expect(changes[0]?.fingerprint).toBe(next.fingerprint));
  },
);

test("NET-20 a missing file is reported by name, and nothing throws", async () => {
  const { files, changes, rejections, start } = await createFixture();
  start();
  unlinkSync(files.keyFile);
  await seen(() => expect(rejections[0]?.message).toBe(`${files.keyFile} cannot be read.`));
  expect(changes).toEqual([]);
});

test("NET-20 an unusable identity is reported and does not end the watch", async () => {
  const { write, start, rejections, changes } = await createFixture();
  start();
  const push = changes.push.bind(changes);
  changes.push = () => {
    changes.push = push;
    throw new Error("no");
  };
  write(await createSelfSignedIdentity(NOW));
  await seen(() => expect(rejections[0]?.message).toBe("The new certificate could not be put to use."));
  const next = await createSelfSignedIdentity(NOW);
  write(next);
  await seen(() => expect(changes[0]?.fingerprint).toBe(next.fingerprint));
});
