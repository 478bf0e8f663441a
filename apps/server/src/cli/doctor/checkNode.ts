import { fail, type Observation, ok } from "./Finding.ts";

/** The oldest Node that the server runs on. */
const OLDEST_MAJOR = 24;

/** Whether this Node can run the server. */
export async function checkNode(): Promise<Observation> {
  const { node } = process.versions;
  if (Number.parseInt(node, 10) >= OLDEST_MAJOR) return ok(`${node}, at ${process.execPath}`);
  return fail(
    `${node}, at ${process.execPath}`,
    `Gatehouse needs Node ${OLDEST_MAJOR} or newer; install one.`,
  );
}
