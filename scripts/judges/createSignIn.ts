import { request as sendRequest } from "node:http";
import { text } from "node:stream/consumers";
import { repeatWhileShed } from "./repeatWhileShed.ts";

/** Signs in beside what a judge does. */
export interface SignIn {
  /** Opens a session and gives its token. */
  signIn(): Promise<string>;
  /** Opens the door for sign-ins again, in case the holder of this token closed it. */
  restore(token: string): Promise<void>;
  /** Takes note that this is the password from now on. */
  learn(password: string): void;
}

/**
 * Judges guess passwords, so the address they come from gets locked out. Every address of 127.0.0.0/8 is this machine on
 * Linux, so we come from another one.
 */
const OTHER_ADDRESS = "127.0.0.77";

/** Makes what signs `admin` in. */
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

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

async function send(
  method: string,
  url: string,
  { body, token }: { body: unknown; token?: string },
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const headers = {
    "content-type": "application/json",
    ...(token === undefined ? {} : { "x-hm-authorization": token }),
  };
  sendRequest(url, { method, headers, localAddress: OTHER_ADDRESS }, (response) => {
    const { statusCode: status = 0 } = response;
    text(response).then((answer) => resolve({ status, headers: response.headers, body: answer }), reject);
  })
    .on("error", reject)
    .end(JSON.stringify(body));
  return await promise;
}
