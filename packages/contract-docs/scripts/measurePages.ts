/**
 * Builds the pages of documents and prints what a reader loads first: each page with its styles and its script, in bytes
 * after gzip. Usage: npm run measure -- <document>…
 */
import { gzipSync } from "node:zlib";
import { readContract } from "@gatehouse/contract";
import { sitePages } from "../src/index.ts";

const zipped = (text: string) => gzipSync(text, { level: 9 }).length;

process.stdout.write(
  "document | operations | files | CPU s | overview | largest operation | largest structure | search index\n",
);
for (const document of process.argv.slice(2)) {
  const before = process.cpuUsage();
  const { contract } = await readContract(document);
  const sizes = [...sitePages(contract)].map(({ path, text }) => ({ path, bytes: zipped(text) }));
  const { user, system } = process.cpuUsage(before);
  const largest = (pattern: RegExp) =>
    Math.max(0, ...sizes.filter(({ path }) => pattern.test(path)).map(({ bytes }) => bytes));
  const frame = largest(/^assets\/site-.*\.css$/) + largest(/^assets\/site-.*\.js$/);
  const pages = [/^index\.html$/, /^operations\/.*\.html$/, /^structures\/.*\.html$/].map(
    (pattern) => frame + largest(pattern),
  );
  const cpuSeconds = ((user + system) / 1e6).toFixed(1);
  const facts = [
    document,
    contract.operations.size,
    sizes.length,
    cpuSeconds,
    ...pages,
    largest(/^assets\/search-/),
  ];
  process.stdout.write(`${facts.join(" | ")}\n`);
}
