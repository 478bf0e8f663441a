import { type DoctorScene, fail, type Observation, ok } from "./Finding.ts";

/** Whether the server could start with the settings that this command sees. */
export async function checkSettings({ faults, invocation }: DoctorScene): Promise<Observation> {
  if (faults.length > 0) {
    const names = faults.map(({ name, message }) => `${name}: ${message}`);
    return fail(names.join(" "), "Put them right; gatehouse config check shows all settings.");
  }
  const { sourceOf, environment } = invocation.settings;
  const given = Object.keys(environment).filter((name) => name.startsWith("GATEHOUSE_")).length;
  const isDefault = sourceOf("GATEHOUSE_DATA_DIR") === "default";
  return ok(`valid; ${given} set${isDefault ? ", the data directory is the default one" : ""}`);
}
