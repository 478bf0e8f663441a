import { request as sendRequest } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";

const MOST_ATTEMPTS = 30;
const PAUSE_MS = 1000;

/** Signs in while a validator runs. */
export interface SignIn {
  /** Opens a session and returns its token. */
  signIn(): Promise<string>;
  /** Enables sign-ins again, in case the holder of this token disabled them. */
  restore(token: string): Promise<void>;
  /** Uses this password from now on. */
  learn(password: string): void;
}

/**
 * Validators guess passwords, so their address is locked. Every address of 127.0.0.0/8 is this machine on Linux; sign-ins
 * use another one.
 */
const OTHER_ADDRESS = "127.0.0.77";

/** Makes a sign-in for `admin`. */
export function createSignIn({ base, password: first }: { base: string; password: string }): SignIn {
  let password = first;
  return {
    async signIn() {
      const ask = () => send("POST", `${base}/sessions`, { body: { username: "admin", password } });
      const { headers, body } = await repeatWhileShed(ask);
      const token = headers["x-hm-authorization"];
      if (typeof token !== "string") throw new Error(`admin cannot sign in: ${body}`);
      return token;
    },
    async restore(token) {
      await send("PUT", `${base}/sign-ins`, { token, body: { open: true } });
    },
    learn(changed) {
      password = changed;
    },
  };
}

interface ReceivedResponse {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

async function send(
  method: string,
  url: string,
  { body, token }: { body: unknown; token?: string },
): Promise<ReceivedResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<ReceivedResponse>();
  const headers = {
    "content-type": "application/json",
    ...(token === undefined ? {} : { "x-hm-authorization": token }),
  };
  sendRequest(url, { method, headers, localAddress: OTHER_ADDRESS }, (response) => {
    const { statusCode: status = 0 } = response;
    text(response).then((received) => resolve({ status, headers: response.headers, body: received }), reject);
  })
    .on("error", reject)
    .end(JSON.stringify(body));
  return await promise;
}

/**
 * Repeats a request while the response is 503: an overloaded server rejects work, which is not a finding. Gives up after half a
 * minute.
 */
export async function repeatWhileShed<R extends { readonly status: number }>(
  send: () => Promise<R>,
): Promise<R> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await send();
    if (response.status !== 503 || attempt === MOST_ATTEMPTS) return response;
    await setTimeout(PAUSE_MS);
  }
}
