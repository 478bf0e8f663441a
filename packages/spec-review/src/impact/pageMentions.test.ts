import { expect, test } from "vitest";
import { callTest } from "./pageMentions.ts";

const end = callTest({ method: "DELETE", path: "/pets/{id}", operationId: "endPet" });
const list = callTest({ method: "GET", path: "/pets", operationId: "list" });

test.each([
  { text: "`DELETE /pets/{id}` ends it", want: true },
  { text: "curl -X DELETE https://shop.example/v1/pets/7", want: true },
  { text: 'http.delete("*/pets/:id", answer)', want: true },
  { text: "the operation `endPet`", want: true },
  { text: "await domain.endPet(pet)", want: false },
  { text: "GET /pets/{id}", want: false },
  { text: "DELETE /pets", want: false },
  { text: "DELETE /pets/{id}/toys", want: false },
])("$text mentions DELETE /pets/{id}: $want", ({ text, want }) => {
  expect(end(text)).toBe(want);
});

test("an id that is an everyday word only counts together with method and path", () => {
  expect(list("a list of pets")).toBe(false);
  expect(list("`GET /pets`")).toBe(true);
});

test("an id may contain any sign", () => {
  const odd = callTest({ method: "GET", path: "/pets.json", operationId: "pets.listAll(now)" });
  expect(odd("see pets.listAll(now)")).toBe(true);
  expect(odd("GET /petsXjson")).toBe(false);
});
