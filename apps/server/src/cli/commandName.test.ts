import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { commandName, createHintWriter } from "./commandName.ts";

function folderWith(file: string): string {
  const folder = mkdtempSync(join(tmpdir(), "command-name-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, file, ".."), { recursive: true });
  writeFileSync(join(folder, file), "");
  return folder;
}

test("a checkout calls the command through npx, an installation by its name or its file", () => {
  const checkout = folderWith("node_modules/.bin/gatehouse");
  const bin = folderWith("gatehouse");
  expect(commandName({ npm_lifecycle_event: "start", PATH: bin }, checkout)).toBe("npx gatehouse");
  expect(commandName({ PATH: "/nowhere" }, checkout)).toBe("npx gatehouse");
  expect(commandName({ PATH: `/nowhere:${bin}` }, checkout)).toBe("gatehouse");
  expect(commandName({}, bin)).toMatch(/\/deploy\/gatehouse$/);
});

test.each([
  ["Run: gatehouse accounts password admin", "Run: npx gatehouse accounts password admin"],
  ["  $ sudo -u gatehouse gatehouse doctor --json", "  $ sudo -u gatehouse npx gatehouse doctor --json"],
  ["$ D=/var/lib/gatehouse gatehouse serve", "$ D=/var/lib/gatehouse npx gatehouse serve"],
  [
    "systemctl start gatehouse, or /opt/gatehouse accounts",
    "systemctl start gatehouse, or /opt/gatehouse accounts",
  ],
])("%j names the command of a checkout", (text, hint) => {
  expect(createHintWriter("npx gatehouse")(text)).toBe(hint);
  expect(createHintWriter("gatehouse")(text)).toBe(text);
});
