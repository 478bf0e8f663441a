import { once } from "node:events";
import { createServer, type IncomingMessage, request as sendRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { repeatWhileShed, type SignIn } from "./createSignIn.ts";

/** The placeholder that a validator sends instead of a token; it has the length of one. */
export const LOAN = "lend-me-a-token-lend-me-a-token-lend-me-a-t";

/** A response on its way to the validator. */
export interface PassedResponse {
  readonly method: string;
  readonly target: string;
  readonly requestBody: Buffer;
  readonly status: number;
  /** Names in lower case; may be changed before they are passed on. */
  readonly headers: NodeJS.Dict<string | string[]>;
}

/** Options of a token lender. */
export interface TokenLenderOptions {
  /** The origin of the server, `http://127.0.0.1:<port>`. */
  readonly upstream: string;
  readonly signIn: SignIn;
  /** Called with each response before it is sent back. */
  readonly onResponse?: (response: PassedResponse) => void;
}

/** A proxy that puts a valid token into each request with the placeholder `LOAN`. */
export interface TokenLender extends AsyncDisposable {
  readonly origin: string;
}

/**
 * Starts a lender on a free loopback port. Validators have fixed credentials, while sessions end during the
 * run: by sign-out, ending all sessions, or a changed password.
 */
export async function createTokenLender(options: TokenLenderOptions): Promise<TokenLender> {
  let token: string | undefined;
  const server = createServer(async (request, response) => {
    try {
      const body = await buffer(request);
      const isLoan = request.rawHeaders.some((text) => text.endsWith(LOAN));
      if (isLoan) token ??= await options.signIn.signIn();
      const passed = await repeatWhileShed(() => pass({ request, body, token }, options));
      const { method = "GET", url: target = "/" } = request;
      options.onResponse?.({
        method,
        target,
        requestBody: body,
        status: passed.status,
        headers: passed.headers,
      });
      learnPassword(request, { body, status: passed.status, signIn: options.signIn });
      if (isLoan && (passed.status === 401 || (request.method !== "GET" && passed.status < 300))) {
        // Before the next request of the validator, which might end the session.
        await options.signIn.restore(token ?? "");
        token = undefined;
      }
      response.writeHead(passed.status, passed.headers).end(passed.body);
    } catch (error) {
      process.stderr.write(
        `Between validator and server: ${error instanceof Error ? error.message : error}\n`,
      );
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

/** A validator that guesses the password may change it. */
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
