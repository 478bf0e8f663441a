import { expect, test } from "vitest";
import { createPageNames } from "../src/model/createPageNames.ts";

test("names that are the same for a file system get numbers", () => {
  const nameOf = createPageNames();
  expect(["getPet", "GetPet", "GETPET", "getPet"].map(nameOf)).toEqual([
    "getPet",
    "GetPet-2",
    "GETPET-3",
    "getPet-4",
  ]);
});

test.each([
  ["a path", "../../etc/passwd", "etc-passwd"],
  ["a path of Windows", "..\\..\\boot.ini", "boot.ini"],
  ["the name of a device", "CON", "page-CON"],
  ["the name of a device with an ending", "nul.txt", "page-nul.txt"],
  ["the index of the folder", "index", "index-2"],
  ["no letter at all", "／…", "page"],
  ["an id of method and path", "GET /pets/{id}", "GET-pets-id"],
  ["a hidden file", ".htaccess", "htaccess"],
  ["a stream of NTFS", "a:b", "a-b"],
  ["a line break", "a\nb", "a-b"],
])("%s becomes a plain name", (_, text, name) => {
  expect(createPageNames()(text)).toBe(name);
});

test("a long name is cut and stays unique", () => {
  const nameOf = createPageNames();
  const [one, other] = [nameOf("a".repeat(300)), nameOf(`${"a".repeat(300)}b`)];
  expect(one).toHaveLength(80);
  expect(other).toBe(`${one}-2`);
});
