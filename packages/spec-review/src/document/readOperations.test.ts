import { expect, test } from "vitest";
import { readOperations } from "./readOperations.ts";

test.each<[string[], string[]]>([
  [["Application/JSON; Charset=UTF-8"], ["application/json"]],
  [['application/json; PROFILE="Full"'], ["application/json; profile=Full"]],
  [
    ["application/json", "application/json; charset=utf-8"],
    ["application/json", "application/json; charset=utf-8"],
  ],
  [["text/csv;header=present;charset=utf-8"], ["text/csv; header=present"]],
])("only the names of a media type are case-insensitive: %j is compared as %j", (keys, names) => {
  const content = Object.fromEntries(keys.map((key) => [key, {}]));
  const post = { requestBody: { content }, responses: {} };
  const [operation] = readOperations({ paths: { "/": { post } } });
  expect([...(operation?.body?.content.keys() ?? [])]).toEqual(names);
});
