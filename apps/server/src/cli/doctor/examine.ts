import { accessSync, constants } from "node:fs";
import { findTrustProblems, ownerOf } from "../../config/findTrustProblems.ts";
import { findServer } from "../findServer.ts";
import type { Invocation } from "../Invocation.ts";
import { tryReadConfiguration } from "../tryReadConfiguration.ts";
import { checkApi } from "./checkApi.ts";
import { checkAuditTrail } from "./checkAuditTrail.ts";
import { checkCertificate } from "./checkCertificate.ts";
import { checkClock } from "./checkClock.ts";
import { checkDirectory } from "./checkDirectory.ts";
import { checkFreeSpace } from "./checkFreeSpace.ts";
import { checkMonitors } from "./checkMonitors.ts";
import { checkNode } from "./checkNode.ts";
import { checkOpenFiles } from "./checkOpenFiles.ts";
import { checkServer } from "./checkServer.ts";
import { checkSettings } from "./checkSettings.ts";
import { checkAccounts, checkStore } from "./checkStore.ts";
import { type DoctorScene, type Finding, fail, type Observation } from "./Finding.ts";

/** Every check by its name, in the order that they are shown. */
const checks: Readonly<Record<string, (scene: DoctorScene) => Promise<Observation>>> = {
  Node: checkNode,
  settings: checkSettings,
  server: checkServer,
  "data directory": checkDirectory,
  "free space": checkFreeSpace,
  accounts: checkAccounts,
  store: checkStore,
  "audit trail": checkAuditTrail,
  certificate: checkCertificate,
  API: checkApi,
  monitors: checkMonitors,
  clock: checkClock,
  "open files": checkOpenFiles,
};

/** Looks at everything that a server needs; changes nothing. */
export async function examine(invocation: Invocation): Promise<readonly Finding[]> {
  const scene = await openScene(invocation);
  return Promise.all(
    Object.entries(checks).map(async ([name, check]) => ({ name, ...(await run(name, check, scene)) })),
  );
}

/** What must not be trusted is told before anything of it is opened. */
async function run(
  name: string,
  check: (scene: DoctorScene) => Promise<Observation>,
  scene: DoctorScene,
): Promise<Observation> {
  const problems = scene.trustProblems.filter(({ part }) => part === name);
  if (problems.length > 0) {
    const messages = problems.map(({ message }) => message);
    return fail(messages.join("; "), problems.map(({ remedy }) => remedy).join(" "));
  }
  try {
    return await check(scene);
  } catch (error) {
    const message = `it could not be looked at: ${error instanceof Error ? error.message : String(error)}`;
    return { status: "fail", message, advice: "Run the command as the owner of the data directory." };
  }
}

async function openScene(invocation: Invocation): Promise<DoctorScene> {
  const { settings, operator } = invocation;
  const { dataDirectory } = settings;
  const contact = await findServer(dataDirectory, operator).catch((error: unknown) =>
    error instanceof Error ? error : new Error(String(error)),
  );
  const tried = tryReadConfiguration(settings.environment);
  const { configuration } = tried;
  return {
    invocation,
    dataDirectory,
    ...tried,
    trustProblems:
      configuration === undefined ? [] : findTrustProblems({ configuration, user: ownerOf(dataDirectory) }),
    contact: contact instanceof Error ? contact : contact.kind,
    server: contact instanceof Error || contact.kind !== "answered" ? undefined : contact.output,
    canLook: canLookInto(dataDirectory),
  };
}

function canLookInto(directory: string): boolean {
  try {
    accessSync(directory, constants.R_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
