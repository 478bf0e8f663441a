import type { CheckRequest } from "../CheckReport.ts";

/** What a line for the shell needs to know beside the request. */
interface CurlOptions {
  /** Scheme, host and port: `https://host:9443`. */
  readonly origin: string;
  /** Do not check the certificate. */
  readonly insecure?: boolean;
}

/** Text in a request that stands for a secret: in the shell it is the value of a variable. */
export interface ShellText {
  /** What stands in the request. */
  readonly text: string;
  /** What to write for it between double quotes: `${TOKEN}`. */
  readonly shell: string;
}

/** Writes the command that sends a request once more; secrets are taken from variables of the shell. */
export function curlLine(
  request: CheckRequest,
  options: CurlOptions,
  secrets: readonly ShellText[] = [],
): string {
  const words = ["curl", "-sS", "-i", "-g", "--path-as-is"];
  if (options.insecure === true) words.push("-k");
  if (request.method === "HEAD") words.push("--head");
  else if (request.method !== "GET" || request.body !== undefined)
    words.push("-X", quote(request.method, []));
  for (const [name, value] of request.headers) {
    // An empty header needs a semicolon; a colon without a value would remove it.
    words.push("-H", quote(value === "" ? `${name};` : `${name}: ${value}`, secrets));
  }
  const hasType = request.headers.some(([name]) => name.toLowerCase() === "content-type");
  if (request.body !== undefined && !hasType) words.push("-H", "'content-type:'");
  const body = bodyWords(request.body);
  const address = quote(`${options.origin}${request.target}`, secrets);
  return `${body.before}${[...words, ...body.words, address].join(" ")}`;
}

function bodyWords(body: Uint8Array | undefined): {
  readonly before: string;
  readonly words: readonly string[];
} {
  if (body === undefined) return { before: "", words: [] };
  const text = decode(body);
  // What a terminal cannot show or a shell cannot hold goes by way of base64.
  if (text === undefined || /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u.test(text)) {
    const base64 = Buffer.from(body).toString("base64");
    return { before: `printf %s '${base64}' | base64 -d | `, words: ["--data-binary", "@-"] };
  }
  // A text that begins with @ would be taken for the name of a file.
  return { before: "", words: ["--data-raw", quote(text, [])] };
}

function decode(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}

/** Quotes a word for a POSIX shell; secrets become variables between double quotes. */
function quote(word: string, secrets: readonly ShellText[]): string {
  const found = secrets.filter(({ text }) => text !== "" && word.includes(text));
  const [longest] = [...found].sort((one, other) => other.text.length - one.text.length);
  if (longest === undefined) return word === "" || /[^\w@%+=:,./-]/.test(word) ? single(word) : word;
  const index = word.indexOf(longest.text);
  const before = word.slice(0, index);
  const after = word.slice(index + longest.text.length);
  return [
    before === "" ? "" : single(before),
    `"${longest.shell}"`,
    after === "" ? "" : quote(after, secrets),
  ].join("");
}

function single(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
