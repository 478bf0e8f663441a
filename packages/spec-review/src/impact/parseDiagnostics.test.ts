import { expect, test } from "vitest";
import { parseDiagnostics } from "./parseDiagnostics.ts";

const source = { folder: "/repositories/shop", project: "app/tsconfig.json" };

test("an error has its location, its code and all lines of its message", () => {
  const output = [
    "src/pets.ts(12,5): error TS2322: Type 'A' is not assignable to type 'B'.",
    "  Property 'name' is missing in type 'A' but required in type 'B'.",
    "src/a (copy)/pets.ts(1,2): error TS2578: Unused '@ts-expect-error' directive.",
    "Found 2 errors.",
  ].join("\r\n");
  expect(parseDiagnostics(output, source)).toEqual([
    {
      file: "src/pets.ts",
      line: 12,
      column: 5,
      code: "TS2322",
      message:
        "Type 'A' is not assignable to type 'B'.\n  Property 'name' is missing in type 'A' but required in type 'B'.",
      project: "app/tsconfig.json",
    },
    expect.objectContaining({ file: "src/a (copy)/pets.ts", line: 1, column: 2, code: "TS2578" }),
  ]);
});

test("paths become relative to the root, and an error without a file belongs to its project", () => {
  const output =
    "/repositories/shop/src/pets.ts(3,4): error TS1005: ';' expected.\nerror TS18003: No inputs were found.\n";
  expect(parseDiagnostics(output, source)).toMatchObject([
    { file: "src/pets.ts", line: 3 },
    { file: "app/tsconfig.json", line: 1, column: 1, code: "TS18003" },
  ]);
});

test("other output gives no errors", () => {
  expect(parseDiagnostics("src/pets.ts(3,4): warning TS1: odd\nnothing here\n", source)).toEqual([]);
});
