/** A request whose end two readers may see in different places, so that a second one can hide behind or in it. */
export interface FramingTrick {
  readonly name: string;
  /** The result of the server: a rejection, or one harmless request with the hidden one as its body. */
  readonly direct: "refused" | "read";
  /** The bytes, with a whole request hidden in them. */
  write(hidden: string): string;
}

const PATH = "/api/admin/v1/sessions";

interface Shape {
  readonly start?: string;
  readonly lines: readonly string[] | ((hidden: string) => readonly string[]);
  readonly body?: (hidden: string) => string;
  readonly lineEnd?: string;
  readonly direct?: FramingTrick["direct"];
}

const hexLength = (text: string): string => text.length.toString(16);

function trick(name: string, shape: Shape): FramingTrick {
  const { start = `POST ${PATH} HTTP/1.1`, lineEnd = "\r\n", direct = "refused" } = shape;
  const body = shape.body ?? ((hidden) => hidden);
  return {
    name,
    direct,
    write: (hidden) => {
      const lines = typeof shape.lines === "function" ? shape.lines(hidden) : shape.lines;
      const head = [start, "Host: localhost", "Content-Type: application/json", ...lines, "", ""];
      return head.join(lineEnd) + body(hidden);
    },
  };
}

/** A body that is over at once for who reads chunks. */
const endedChunks = (hidden: string): string => `0\r\n\r\n${hidden}`;
const oneChunk = (hidden: string): string => `${hexLength(hidden)}\r\n${hidden}\r\n0\r\n\r\n`;
const CHUNKED = "Transfer-Encoding: chunked";

const lengths: readonly FramingTrick[] = [
  trick("a length and chunks", {
    lines: (hidden) => [`Content-Length: ${endedChunks(hidden).length}`, CHUNKED],
    body: endedChunks,
  }),
  trick("chunks and a short length", { lines: [CHUNKED, "Content-Length: 4"], body: oneChunk }),
  trick("two lengths", { lines: ({ length }) => ["Content-Length: 0", `Content-Length: ${length}`] }),
  trick("the same length twice", { lines: ({ length }) => Array(2).fill(`Content-Length: ${length}`) }),
  trick("a list of lengths", { lines: ({ length }) => [`Content-Length: ${length}, 0`] }),
  trick("a length with a sign", { lines: ({ length }) => [`Content-Length: +${length}`] }),
  trick("a length below zero", { lines: ["Content-Length: -1"] }),
  trick("a length in hexadecimal", { lines: (hidden) => [`Content-Length: 0x${hexLength(hidden)}`] }),
  trick("a length in two words", { lines: ({ length }) => [`Content-Length: ${length} 0`] }),
  trick("a length beyond all numbers", { lines: ["Content-Length: 18446744073709551616"] }),
  trick("an empty length", { lines: ["Content-Length:"] }),
  trick("a length after a space", { lines: ({ length }) => [`Content-Length : ${length}`] }),
  trick("a length folded over two lines", { lines: ({ length }) => ["Content-Length:", ` ${length}`] }),
];

const codings: readonly FramingTrick[] = [
  trick("an unknown transfer coding", { lines: ["Transfer-Encoding: xchunked"], body: endedChunks }),
  trick("chunks that are not the last coding", {
    lines: ["Transfer-Encoding: chunked, identity"],
    body: endedChunks,
  }),
  ...["gzip, chunked", "identity, chunked", ", chunked"].map((coding) =>
    trick(`another coding before the chunks: ${coding}`, {
      lines: [`Transfer-Encoding: ${coding}`],
      body: endedChunks,
    }),
  ),
  trick("two lines of codings", { lines: [CHUNKED, "Transfer-Encoding: identity"], body: endedChunks }),
  trick("a vertical tab before the coding", { lines: ["Transfer-Encoding: \vchunked"], body: endedChunks }),
  trick("quotes around the coding", { lines: ['Transfer-Encoding: "chunked"'], body: endedChunks }),
  trick("a space before the colon of the coding", {
    lines: ["Transfer-Encoding : chunked", "Content-Length: 5"],
    body: endedChunks,
  }),
  trick("a coding folded over two lines", {
    lines: ["Transfer-Encoding:", " chunked", "Content-Length: 5"],
    body: endedChunks,
  }),
];

const chunks: readonly FramingTrick[] = [
  trick("a chunk size that is no number", { lines: [CHUNKED], body: (hidden) => `zz\r\n${hidden}` }),
  trick("a chunk size with 0x", { lines: [CHUNKED], body: (hidden) => `0x${oneChunk(hidden)}` }),
  trick("a chunk size with a sign", { lines: [CHUNKED], body: (hidden) => `+${oneChunk(hidden)}` }),
  trick("a chunk size beyond all numbers", {
    lines: [CHUNKED],
    body: (hidden) => `1${"0".repeat(16)}${hexLength(hidden)}\r\n${hidden}`,
  }),
  trick("a chunk that is longer than its size", {
    lines: [CHUNKED],
    body: (hidden) => `1\r\nab\r\n0\r\n\r\n${hidden}`,
  }),
  trick("a bare LF after a chunk size", {
    lines: [CHUNKED],
    body: (hidden) => `${hexLength(hidden)}\n${hidden}\r\n0\r\n\r\n`,
  }),
  trick("a bare LF in a chunk extension", {
    lines: [CHUNKED],
    body: (hidden) => `2;\nxx\r\n${hexLength(hidden)}\r\n${hidden}\r\n0\r\n\r\n`,
  }),
  trick("an endless chunk extension", {
    lines: [CHUNKED],
    body: (hidden) => `${hexLength(hidden)};${"x".repeat(20_000)}\r\n${hidden}\r\n0\r\n\r\n`,
  }),
];

const lines: readonly FramingTrick[] = [
  trick("a header folded over two lines", {
    lines: ({ length }) => ["X-One: a", ` Content-Length: ${length}`],
  }),
  trick("NUL in a header", { lines: ({ length }) => ["X-One: a\0b", `Content-Length: ${length}`] }),
  trick("a bare CR in a header", { lines: ({ length }) => [`X-One: a\rContent-Length: ${length}`] }),
  trick("a bare LF in a header", {
    lines: ({ length }) => ["Content-Length: 0", `X-One: a\nContent-Length: ${length}`],
  }),
  trick("bare LF at the ends of lines", {
    lines: ({ length }) => [`Content-Length: ${length}`],
    lineEnd: "\n",
  }),
  trick("a header without a name", { lines: ({ length }) => [": a", `Content-Length: ${length}`] }),
  trick("a space before the first header", {
    start: `POST ${PATH} HTTP/1.1\r\n X-One: a`,
    lines: ({ length }) => [`Content-Length: ${length}`],
  }),
  trick("a version that does not exist", {
    start: `POST ${PATH} HTTP/1.9`,
    lines: ({ length }) => [`Content-Length: ${length}`],
  }),
  ...["0.9", "2.0"].map((version) =>
    trick(`version ${version}`, {
      start: `POST ${PATH} HTTP/${version}`,
      lines: ({ length }) => [`Content-Length: ${length}`],
    }),
  ),
  trick("a path with a space", {
    start: `POST ${PATH} x HTTP/1.1`,
    lines: ({ length }) => [`Content-Length: ${length}`],
  }),
];

const bodies: readonly FramingTrick[] = [
  trick("a body that is a request", { lines: ({ length }) => [`Content-Length: ${length}`], direct: "read" }),
  trick("a GET with a body", {
    start: `GET ${PATH} HTTP/1.1`,
    lines: ({ length }) => [`Content-Length: ${length}`],
    direct: "read",
  }),
  trick("a chunk that is a request", { lines: [CHUNKED], body: oneChunk, direct: "read" }),
  trick("a trailer that gives a length", {
    lines: [CHUNKED],
    body: (hidden) => `${hexLength(hidden)}\r\n${hidden}\r\n0\r\nContent-Length: 1\r\n\r\n`,
  }),
  trick("chunks in HTTP/1.0", {
    start: `POST ${PATH} HTTP/1.0`,
    lines: [CHUNKED],
    body: oneChunk,
    direct: "read",
  }),
  trick("a body that nobody was asked for", {
    lines: ({ length }) => [`Content-Length: ${length}`, "Expect: 100-continue"],
    direct: "read",
  }),
  trick("an upgrade with a body", {
    lines: ({ length }) => [`Content-Length: ${length}`, "Connection: Upgrade", "Upgrade: h2c"],
    direct: "read",
  }),
];

/** Known attempts to smuggle requests past servers and proxies (NET-12). */
export const framingTricks: readonly FramingTrick[] = [
  ...lengths,
  ...codings,
  ...chunks,
  ...lines,
  ...bodies,
];
