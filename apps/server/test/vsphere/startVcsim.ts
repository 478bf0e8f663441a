import { spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { Agent, request } from "undici";
import { findFreePort } from "../support/findFreePort.ts";

/** The advice when there is no simulator. */
export const VCSIM_MISSING =
  "vcsim is not on the PATH: go install github.com/vmware/govmomi/vcsim@v0.46.0, and add Go's bin folder to the PATH.";

/** The simulator of a vCenter that comes with govmomi, running. */
export interface Vcsim extends AsyncDisposable {
  readonly url: string;
  /** The status of this version for a POST with wrong credentials. */
  statusOf(path: string): Promise<number>;
}

/** Options of the start of the simulator. */
export interface VcsimOptions {
  /** See `findVcsim`. */
  readonly program: string;
  readonly username: string;
  readonly password: string;
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** In CI nothing that could be there is left out; `.ci/run` builds the simulator where there is Go. */
const isPromised = process.env.CI !== undefined && findProgram("go") !== undefined;

/**
 * Looks for the simulator on the PATH.
 *
 * @throws {Error} when it is missing in CI, although there is Go to build it
 */
export function findVcsim(): string | undefined {
  const program = findProgram("vcsim");
  if (program === undefined && isPromised) throw new Error(`${VCSIM_MISSING} In CI no test may be skipped.`);
  return program;
}

/**
 * Says why a test with the simulator is left out.
 *
 * @throws {Error} with the same in CI, where there is Go to build the simulator
 */
export function skipWithoutVcsim(skip: (note: string) => never, note: string): never {
  if (isPromised) throw new Error(`${note} In CI no test may be skipped.`);
  return skip(note);
}

function findProgram(name: string): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/**
 * Starts the simulator on loopback and waits until it says where it listens.
 *
 * @throws when it ends instead, because it does not know how to be started like this.
 */
export async function startVcsim(options: VcsimOptions): Promise<Vcsim> {
  const { program, username, password, certificateFile, keyFile } = options;
  const address = `127.0.0.1:${await findFreePort()}`;
  const login = ["-username", username, "-password", password];
  const tls = ["-tlscert", certificateFile, "-tlskey", keyFile];
  const child = spawn(program, ["-l", address, "-E", "-", ...login, ...tls], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await waitForAddress(child.stdout);
  return {
    url: `https://${address}`,
    statusOf: (path) => statusOf(`https://${address}${path}`),
    async [Symbol.asyncDispose]() {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function statusOf(url: string): Promise<number> {
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  const headers = {
    authorization: `Basic ${Buffer.from("nobody:wrong").toString("base64")}`,
    soapaction: "http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue",
  };
  const { statusCode, body } = await request(url, { method: "POST", headers, dispatcher });
  await body.dump();
  await dispatcher.close();
  return statusCode;
}

async function waitForAddress(output: Readable): Promise<void> {
  for await (const line of createInterface(output)) if (line.includes("GOVC_URL=")) return;
  throw new Error("vcsim ended before it listened.");
}
