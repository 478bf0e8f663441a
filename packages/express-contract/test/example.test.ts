import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import request from "supertest";
import { expect, test } from "vitest";
import { app } from "../examples/server.ts";
import { generateTypes } from "../scripts/generateTypes.ts";
import { startServer } from "./fixtures/startServer.ts";

test("the example of the README works as described", async () => {
  const put = (key: string, id: string, body: object) =>
    request(app).put(`/pets/${id}`).set("x-key", key).send(body);
  const good = await put("s3cr3t", "7", { name: "Rex" });
  expect([good.status, good.headers["x-revision"], good.body]).toEqual([200, "1", { id: 7, name: "Rex" }]);
  const rejections = [
    await put("wrong", "7", { name: "Rex" }),
    await put("s3cr3t", "0", { name: "Rex" }),
    await put("s3cr3t", "7", { nmae: "Rex" }),
    await request(app).delete("/pets/7"),
  ];
  expect(rejections.map(({ status }) => status)).toEqual([401, 400, 400, 405]);
});

test("the example passes `gatehouse-contract check`", { timeout: 120_000 }, async () => {
  const command = fileURLToPath(new URL("../../contract-testing/bin/gatehouseContract.js", import.meta.url));
  const document = fileURLToPath(new URL("../examples/pets.yaml", import.meta.url));
  await using server = await startServer(app);
  const words = ["check", document, "--base-url", server.origin, "--credential", "key=s3cr3t"];
  const { stdout } = await promisify(execFile)(process.execPath, [command, ...words]);
  expect(stdout).toMatch(/: no findings in \d+ requests/);
});

test("the README shows the example as it is", async () => {
  const read = (path: string) => readFile(new URL(`../${path}`, import.meta.url), "utf8");
  const [readme, server, binding] = await Promise.all([
    read("README.md"),
    read("examples/server.ts"),
    read("examples/PetBinding.ts"),
  ]);
  expect(readme).toContain(`\`\`\`ts\n${server}\`\`\``);
  expect(readme).toContain(`\`\`\`ts\n${binding}\`\`\``);
});

test("the generated types of tests and examples are current; otherwise run `npm run generate:fixtures`", async () => {
  for (const [file, text] of await generateTypes())
    expect(await readFile(new URL(file), "utf8"), file).toBe(text);
});
