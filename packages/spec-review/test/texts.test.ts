import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { renderJunit } from "../src/index.ts";
import { markdown } from "../src/report/markdownFinding.ts";
import { legible, words } from "../src/rules/words.ts";
import { review } from "./support/review.ts";
import { changedShop } from "./support/shop.ts";
import { testWith } from "./support/testWith.ts";

test.for([
  { text: "plain text, ümläuts and 日本語", shown: "plain text, ümläuts and 日本語" },
  { text: "a\nb\tc", shown: "a\\nb\\tc" },
  { text: "\u001b[31m", shown: "\\u001b[31m" },
  { text: "\u009b\u202e\u2066\u200b\ufeff", shown: "\\u009b\\u202e\\u2066\\u200b\\ufeff" },
])("$text is shown as $shown", ({ text, shown }) => {
  expect(legible(text)).toBe(shown);
});

test("no value ends the code that shows it", () => {
  expect(words.code("a`b`\nc")).toBe("`a´b´\\nc`");
  expect(words.code({ "`": 1 })).toBe('`{"´":1}`');
  expect(words.code("x".repeat(100))).toBe(`\`${"x".repeat(59)}…\``);
});

test.for([
  { text: "plain", code: "`plain`" },
  { text: "a`b", code: "``a`b``" },
  { text: "`a``", code: "``` `a`` ```" },
  { text: "", code: "` `" },
])("the code $text is written as $code", ({ text, code }) => {
  expect(markdown.code(text)).toBe(code);
});

test("the fence of a block of code is longer than any in it", () => {
  expect(markdown.block("json", ["````", "x"])).toEqual(["`````json", "````", "x", "`````", ""]);
  expect(markdown.block("", ["x"])).toEqual(["```", "x", "```", ""]);
});

test("a text does not become markup", () => {
  expect(markdown.text("*a* _b_ [c](d) <e> & ~f~ `g` | \\")).toBe(
    "\\*a\\* \\_b\\_ \\[c\\](d) &lt;e&gt; &amp; \\~f\\~ \\`g\\` \\| \\\\",
  );
  expect(markdown.text("@ann fixes #12, a@b, # and @")).toBe(
    "@<!-- -->ann fixes #<!-- -->12, a@<!-- -->b, # and @",
  );
  expect(markdown.cellCode("a|b")).toBe("`a\\|b`");
  expect(markdown.prose("Say `a*b` *now*")).toBe("Say `a*b` \\*now\\*");
  expect(markdown.inlineHtml("Say `<a>` & go")).toBe("Say <code>&lt;a&gt;</code> &amp; go");
});

const HOSTILE = `<a href="x">&amp;]]></failure>\u0000\u0001\u001b\ufffe\ud800 ok`;

testWith("python3")(
  "JUnit of a hostile document is well-formed and has the texts of the document",
  async () => {
    const patch = (value: string) => ({
      "/info/title": HOSTILE,
      "/components/schemas/Pet/properties/status/enum": ["a", value],
      [`/components/schemas/NewPet/properties/${HOSTILE.replaceAll("/", "~1")}`]: { type: "string" },
    });
    const xml = renderJunit(await review(changedShop(patch("b")), changedShop(patch(HOSTILE))));
    const { status, stdout, stderr } = spawnSync("python3", ["-c", TEXTS], { input: xml, encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain('<a href="x">&amp;]]></failure>');
  },
);

const TEXTS = `
import sys, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
sys.stdout.buffer.write("\\n".join(case.get("name") for case in root.iter("testcase")).encode())
`;
