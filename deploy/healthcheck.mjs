// Asks the listener for monitors whether requests may be sent here. Exit code 0 means yes, also when there is no such
// listener to ask. With "--wait <seconds>" it asks until the answer is yes or the time is over, as after a start.
import { argv, env } from "node:process";

const { GATEHOUSE_MANAGEMENT_PORT: port = "9464", GATEHOUSE_MANAGEMENT_HOST: host = "127.0.0.1" } = env;
const ANSWER_MILLISECONDS = 4000;
const PAUSE_MILLISECONDS = 100;
/** An address that listens everywhere is no address to call. */
const CALLABLE = { "0.0.0.0": "127.0.0.1", "::": "::1" };

const [, , option, seconds] = argv;
const lastTry = Date.now() + (option === "--wait" ? Number(seconds) * 1000 : 0);
const address = CALLABLE[host] ?? host;
const url = `http://${address.includes(":") ? `[${address}]` : address}:${port}/readyz`;

async function isReady() {
  if (port === "off") return true;
  try {
    const { ok } = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MILLISECONDS) });
    return ok;
  } catch {
    return false;
  }
}

let ready = await isReady();
while (!ready && Date.now() < lastTry) {
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
  ready = await isReady();
}
process.exitCode = ready ? 0 : 1;
