import { exec } from "node:child_process";
import { promisify } from "node:util";
import type { Contract } from "@gatehouse/contract";
import type { Credentials } from "../check/CheckOptions.ts";
import { readCredentials } from "../check/readCredentials.ts";

const run = promisify(exec);
const TIMEOUT_MS = 30_000;

/**
 * Makes a sign-in out of a command that prints header lines, as `curl -s -D - -o /dev/null` does with those of an
 * answer. Lines that carry no credential of the document are passed over.
 */
export function createLogin(contract: Contract, command: string): () => Promise<Credentials> {
  return async () => {
    const stdout = await runCommand(command);
    const headers = stdout.split(/\r?\n/).flatMap((line) => {
      const match = /^([\w-]+):\s*(.*?)\s*$/.exec(line);
      return match === null ? [] : [[match[1] ?? "", match[2] ?? ""] as const];
    });
    const { credentials } = readCredentials(contract, headers.map(asRequestHeader));
    if (Object.keys(credentials).length === 0) throw new Error(describeNothing(contract));
    return credentials;
  };
}

/** The text of the command stays out of messages: it may hold a password. */
async function runCommand(command: string): Promise<string> {
  try {
    const { stdout } = await run(command, { timeout: TIMEOUT_MS, encoding: "utf8" });
    return stdout;
  } catch (cause) {
    const { code, killed, stderr = "" } = cause as { code?: number; killed?: boolean; stderr?: string };
    const end = killed === true ? `took more than ${TIMEOUT_MS / 1000} s` : `ended with code ${code}`;
    const said = stderr.trim().split("\n", 1)[0] ?? "";
    throw new Error(`the login command ${end}${said === "" ? "" : `, saying: ${said}`}.`, { cause });
  }
}

/** An answer sets a cookie that a request sends back. */
function asRequestHeader([name, value]: readonly [string, string]): readonly [string, string] {
  return name.toLowerCase() === "set-cookie" ? ["cookie", value.split(";", 1)[0] ?? ""] : [name, value];
}

function describeNothing({ securitySchemes }: Contract): string {
  const places = [...securitySchemes.values()].map(({ type, in: place, parameterName }) => {
    if (type !== "apiKey") return "authorization: …";
    return place === "cookie" ? `set-cookie: ${parameterName}=…` : `${parameterName}: …`;
  });
  return `the login command printed none of the lines ${[...new Set(places)].join(", ")}.`;
}
