import {
  createDataDirectory,
  type ServerProcess,
  startServerProcess,
} from "../support/startServerProcess.ts";
import { type GatehouseOptions, type GatehouseOutcome, runGatehouse, runJson } from "./runGatehouse.ts";

/** A password that the policy takes. */
export const PASSWORD = "quiet harbour with seven lanterns";
/** Another one. */
export const OTHER_PASSWORD = "a kettle sings behind the orchard";
/** The password of `admin` at the first start. */
export const ADMIN_PASSWORD = "correct horse battery staple";

/** A data directory of its own, and the command on it. */
export interface CliFixture {
  readonly dataDirectory: string;
  run(words: readonly string[], options?: GatehouseOptions): Promise<GatehouseOutcome>;
  /** With `--json`. */
  ask(
    words: readonly string[],
    options?: GatehouseOptions,
  ): Promise<{
    readonly code: number | null;
    readonly answer: Record<string, unknown>;
    readonly stderr: string;
  }>;
  /** Starts the server on it, with `admin` and `ADMIN_PASSWORD`. */
  serve(settings?: Readonly<Record<string, string>>): Promise<ServerProcess>;
}

/** Makes an empty data directory that goes away with the test. */
export function createCliFixture(settings: Readonly<Record<string, string>> = {}): CliFixture {
  const dataDirectory = createDataDirectory();
  const all = { GATEHOUSE_DATA_DIR: dataDirectory, GATEHOUSE_TLS: "off", ...settings };
  const withSettings = (options: GatehouseOptions): GatehouseOptions => ({
    ...options,
    settings: { ...all, ...options.settings },
  });
  return {
    dataDirectory,
    run: (words, options = {}) => runGatehouse(words, withSettings(options)),
    ask: (words, options = {}) => runJson(words, withSettings(options)),
    serve: (more = {}) => startServerProcess({ ...all, GATEHOUSE_ADMIN_PASSWORD: ADMIN_PASSWORD, ...more }),
  };
}

/** Adds an account without a server. */
export async function addAccount(
  cli: CliFixture,
  username: string,
  role = "System Administrator",
): Promise<void> {
  const outcome = await cli.run(["accounts", "add", username, "--role", role, "--password-stdin"], {
    input: PASSWORD,
  });
  if (outcome.code !== 0) throw new Error(outcome.stderr);
}

/** Signs in over HTTP; gives the status and the token. */
export async function signIn(
  { origin }: Pick<ServerProcess, "origin">,
  username: string,
  password: string,
): Promise<{ readonly status: number; readonly token: string }> {
  const response = await fetch(`${origin}/api/admin/v1/sessions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username, password }),
  });
  await response.arrayBuffer();
  return { status: response.status, token: response.headers.get("x-hm-authorization") ?? "" };
}

/**
 * Signs in, and retries as a client does while the server is overloaded (FAIL-25).
 *
 * @throws {Error} for any status other than 200 and 503
 */
export async function openSession(
  server: Pick<ServerProcess, "origin">,
  username: string,
  password: string,
): Promise<{ readonly token: string }> {
  for (;;) {
    const { status, token } = await signIn(server, username, password);
    if (status === 200) return { token };
    if (status !== 503) throw new Error(`The sign-in of ${username} got ${status}.`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** The status of `GET /sessions` with a token: 200 while the session lives, 401 after. */
export async function statusOf({ origin }: Pick<ServerProcess, "origin">, token: string): Promise<number> {
  const response = await fetch(`${origin}/api/admin/v1/sessions`, {
    headers: { "x-hm-authorization": token },
  });
  await response.arrayBuffer();
  return response.status;
}
