import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { createSignIn } from "./createSignIn.ts";
import { createTokenLender } from "./createTokenLender.ts";
import type { Command, OpenServer, OpenServerOptions, Workspace } from "./ExternalValidator.ts";
import { startServer } from "./startServer.ts";

/** The password that the examples of the document sign in with. */
const PASSWORD = "SecureP@ssw0rd";
const BASE_PATH = "/api/admin/v1";

/** Makes the workspace of a validator in `folder/<name>`, which is created. */
export function createWorkspace(folder: string, name: string): Workspace {
  const [home, reports] = [join(folder, name), join(folder, "reports", name)];
  for (const path of [home, reports]) mkdirSync(path, { recursive: true });
  return { home, reports, openServer, run: (command) => run(command, reports) };
}

async function openServer({ between, onResponse }: OpenServerOptions = {}): Promise<OpenServer> {
  await using opening = new AsyncDisposableStack();
  const server = opening.use(await startServer(PASSWORD));
  const upstream = between === undefined ? server.origin : opening.use(await between(server.origin)).origin;
  const signIn = createSignIn({ base: server.origin + BASE_PATH, password: PASSWORD });
  const lender = opening.use(
    await createTokenLender({ upstream, signIn, ...(onResponse === undefined ? {} : { onResponse }) }),
  );
  const open = opening.move();
  return { origin: lender.origin, basePath: BASE_PATH, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

async function run(
  { program, words, log, folder, environment = {} }: Command,
  reports: string,
): Promise<{ code: number; output: string }> {
  const child = spawn(program, words, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  process.once("exit", () => child.kill());
  const chunks: Buffer[] = [];
  const file = log === undefined ? undefined : createWriteStream(join(reports, log));
  const keep = (chunk: Buffer) => {
    chunks.push(chunk);
    file?.write(chunk);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const [code] = (await once(child, "close")) as [number | null];
  file?.end();
  return { code: code ?? 1, output: Buffer.concat(chunks).toString("utf8") };
}
