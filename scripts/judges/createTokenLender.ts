import { once } from "node:events";
import { createServer, type IncomingMessage, request as sendRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { SignIn } from "./createSignIn.ts";
import { repeatWhileShed } from "./repeatWhileShed.ts";

/** What a judge sends in place of a token: as long as one, and none. */
export const LOAN = "lend-me-a-token-lend-me-a-token-lend-me-a-t";

/** An answer on its way back to the judge. */
export interface PassedAnswer {
  readonly method: string;
  readonly target: string;
  readonly requestBody: Buffer;
  readonly status: number;
  /** Names in lower case; may be changed before they are passed on. */
  readonly headers: NodeJS.Dict<string | string[]>;
}

/** What a lender works with. */
export interface TokenLenderOptions {
  /** Where requests go, `http://127.0.0.1:<port>`. */
  readonly upstream: string;
  readonly signIn: SignIn;
  /** Told of each answer before it goes back. */
  readonly onAnswer?: (answer: PassedAnswer) => void;
}

/** Stands in front of the server and gives a token that works to each request that carries `LOAN`. */
export interface TokenLender extends AsyncDisposable {
  readonly origin: string;
}

/**
 * Starts a lender on a free loopback port. Judges know fixed credentials only, while our sessions end by what they are
 * asked to do: sign out, end all, change the password.
 */
export async function createTokenLender(options: TokenLenderOptions): Promise<TokenLender> {
  let token: string | undefined;
  const server = createServer(async (request, response) => {
    try {
      const body = await buffer(request);
      const isLoan = request.rawHeaders.some((text) => text.endsWith(LOAN));
      if (isLoan) token ??= await options.signIn.signIn();
      const answer = await repeatWhileShed(() => pass({ request, body, token }, options));
      const { method = "GET", url: target = "/" } = request;
      options.onAnswer?.({
        method,
        target,
        requestBody: body,
        status: answer.status,
        headers: answer.headers,
      });
      learnPassword(request, { body, status: answer.status, signIn: options.signIn });
      if (isLoan && (answer.status === 401 || (request.method !== "GET" && answer.status < 300))) {
        // Before the judge asks for more, which might end the session.
        await options.signIn.restore(token ?? "");
        token = undefined;
      }
      response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch (error) {
      process.stderr.write(`Between judge and server: ${error instanceof Error ? error.message : error}\n`);
      response.destroy();
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A judge that guesses the password right may change it. */
function learnPassword(
  { method, url = "" }: IncomingMessage,
  { body, status, signIn }: { body: Buffer; status: number; signIn: SignIn },
): void {
  if (method !== "PUT" || !url.includes("/account/password") || status !== 200) return;
  signIn.learn(String(JSON.parse(body.toString("utf8")).newPassword));
}

interface Passage {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly token: string | undefined;
}

async function pass({ request, body, token }: Passage, options: TokenLenderOptions) {
  const { method = "GET", url: target = "/" } = request;
  const { hostname, port } = new URL(options.upstream);
  const headers = request.rawHeaders.map((text) => text.replace(LOAN, token ?? LOAN));
  const outgoing = sendRequest({ hostname, port, method, path: target, headers });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
  const status = incoming.statusCode ?? 0;
  return { status, headers: { ...incoming.headers }, body: await buffer(incoming) };
}
