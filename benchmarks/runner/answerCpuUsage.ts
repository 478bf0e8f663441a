/** Loaded before a server of the comparison: tells the runner on request what processor time the process has taken. */
import { isMainThread } from "node:worker_threads";

if (isMainThread) {
  process.on("message", (message) => {
    if (message !== "cpuUsage") return;
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMicroseconds: user + system });
  });
}
