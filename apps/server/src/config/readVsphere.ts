import { resolve } from "node:path";
import { VsphereRolesError } from "../vsphere/parseVsphereRoles.ts";
import { readVsphereRoles } from "../vsphere/readVsphereRoles.ts";
import {
  readCertificateAuthority,
  readVcenterOrigin,
  VsphereOptionsError,
} from "../vsphere/VsphereOptions.ts";
import type { VsphereConfiguration } from "./Configuration.ts";
import type { SettingsReader } from "./createSettingsReader.ts";
import type { SettingName } from "./settings.ts";

/** Reads the vCenter to sign in with, its authority and who has which roles. */
export function readVsphere(read: SettingsReader): VsphereConfiguration {
  const url = read.text("GATEHOUSE_VSPHERE_URL");
  const rolesFile = read.text("GATEHOUSE_VSPHERE_ROLES");
  const certificateAuthorityFile = readPath(read, "GATEHOUSE_VSPHERE_CA_FILE");
  const timeouts = readTimeouts(read);
  if (url === undefined) {
    const unused = rolesFile !== undefined ? "GATEHOUSE_VSPHERE_ROLES" : "GATEHOUSE_VSPHERE_CA_FILE";
    if (rolesFile !== undefined || certificateAuthorityFile !== undefined) {
      read.fault(unused, "It is of no use without GATEHOUSE_VSPHERE_URL. Set that too, or remove this.");
    }
    return { kind: "off" };
  }
  attempt(read, "GATEHOUSE_VSPHERE_URL", () => readVcenterOrigin(url));
  attempt(
    read,
    "GATEHOUSE_VSPHERE_CA_FILE",
    () => certificateAuthorityFile && readCertificateAuthority(certificateAuthorityFile),
  );
  if (rolesFile === undefined) {
    read.fault(
      "GATEHOUSE_VSPHERE_ROLES",
      "Without it no user of the vCenter has a role. Name the file of the roles.",
    );
    return { kind: "off" };
  }
  const roles = attempt(read, "GATEHOUSE_VSPHERE_ROLES", () => readVsphereRoles(resolve(rolesFile)));
  return roles === undefined
    ? { kind: "off" }
    : {
        kind: "on",
        url,
        certificateAuthorityFile,
        roles,
        rolesFile: resolve(rolesFile),
        ...timeouts,
      };
}

function readTimeouts(read: SettingsReader) {
  const connectTimeoutSeconds = read.integer("GATEHOUSE_VSPHERE_CONNECT_TIMEOUT_SECONDS", {
    fallback: 3,
    minimum: 1,
    maximum: 30,
  });
  const timeoutSeconds = read.integer("GATEHOUSE_VSPHERE_TIMEOUT_SECONDS", {
    fallback: 10,
    minimum: 1,
    maximum: 60,
  });
  return { connectTimeoutSeconds, timeoutSeconds };
}

function readPath(read: SettingsReader, name: SettingName): string | undefined {
  const path = read.text(name);
  return path === undefined ? undefined : resolve(path);
}

/** Turns what is wrong with a file or an address into a fault of its setting. */
function attempt<T>(read: SettingsReader, name: SettingName, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof VsphereRolesError || error instanceof VsphereOptionsError)) throw error;
    read.fault(name, error.message);
    return undefined;
  }
}
