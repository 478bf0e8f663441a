import { execFile } from "node:child_process";
import { readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { expect, test } from "vitest";
import { compile, packPackages } from "./fixtures/packPackages.ts";
import { startApi } from "./fixtures/startApi.ts";

const run = promisify(execFile);
const NODE_TYPES = fileURLToPath(new URL("../../../node_modules/@types/", import.meta.url));

const CONSUMER = `
import { createGatehouseClient, GatehouseTransportError } from "@gatehouse/client";

const gatehouse = createGatehouseClient({ baseUrl: "BASE_URL" });
const result = await gatehouse.signIn({ username: "admin", password: "SecureP@ssw0rd" });
const roles: string[] = result.ok ? result.data.user.roles : [];
const code: "NETWORK" | undefined = new GatehouseTransportError("", { code: "NETWORK", method: "", url: "" }).code === "NETWORK" ? "NETWORK" : undefined;
console.log(JSON.stringify({ roles, code, signedOut: (await gatehouse.signOut()).ok }));
// @ts-expect-error the types of the packed package are real ones
gatehouse.session(1);
`;

const worlds = [
  {
    name: "a web page",
    options: { lib: ["es2024", "dom"], types: [], module: "esnext", moduleResolution: "bundler" },
  },
  { name: "Node", options: { lib: ["es2024"], types: ["node"], module: "nodenext" } },
];

test("the packed package passes publint and Are The Types Wrong, and works after installation", async () => {
  await using packed = await packPackages();

  expect((await readdir(packed.installed)).sort()).toEqual(["README.md", "dist", "package.json", "src"]);
  const files = await readdir(packed.installed, { recursive: true });
  expect(files.filter((path) => path.includes(".test"))).toEqual([]);
  const { messages } = await publint({ pack: { tarball: packed.tarball.buffer }, strict: true });
  expect(messages).toEqual([]);

  const checked = await checkPackage(createPackageFromTarballData(packed.tarball));
  // The package is for ES modules and for resolution by "exports"; the two problems say just that.
  expect("problems" in checked ? checked.problems : checked).toEqual([
    { kind: "NoResolution", entrypoint: ".", resolutionKind: "node10" },
    { kind: "CJSResolvesToESM", entrypoint: ".", resolutionKind: "node16-cjs" },
  ]);
  expect(checked.types).toMatchObject({ kind: "included" });

  await symlink(NODE_TYPES, join(packed.folder, "node_modules/@types"), "dir");
  await writeFile(join(packed.folder, "main.ts"), CONSUMER);
  for (const { name, options } of worlds) {
    const config = join(packed.folder, "tsconfig.json");
    const compilerOptions = { target: "es2024", strict: true, noEmit: true, ...options };
    await writeFile(config, JSON.stringify({ compilerOptions, files: ["main.ts"] }));
    expect(await compile(config), `compiled for ${name}`).toBe("");
  }

  await using api = await startApi();
  await writeFile(join(packed.folder, "main.ts"), CONSUMER.replace("BASE_URL", api.baseUrl));
  const { stdout } = await run(process.execPath, [join(packed.folder, "main.ts")]);
  expect(JSON.parse(stdout)).toEqual({
    roles: ["System Administrator", "Appliance Administrator"],
    code: "NETWORK",
    signedOut: true,
  });
}, 60_000);
