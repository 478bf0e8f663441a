import { expect, test } from "vitest";
import { encodeBasicCredentials, fitsBasic } from "./connectToVcenter.ts";

test("AUT-02 name and password are sent as UTF-8, unchanged", () => {
  const password = " p:ä\u0000\r\n😀 ";
  const header = encodeBasicCredentials({ username: "ada@vsphere.local", password });
  const [scheme, credentials = ""] = header.split(" ");
  expect(scheme).toBe("Basic");
  expect(Buffer.from(credentials, "base64").toString("utf8")).toBe(`ada@vsphere.local:${password}`);
});

test.each(["", "a:b", "a\nb", "a\u0000", "a\u0085", "\ud800"])(
  "Basic authentication cannot carry the name %j",
  (username) => {
    expect(fitsBasic(username)).toBe(false);
  },
);

test.each(["a@b", "DOM\\a b", "ä😀", "\u2028"])("Basic authentication can carry the name %j", (username) => {
  expect(fitsBasic(username)).toBe(true);
});
