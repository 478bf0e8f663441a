/** Loaded before a server of the comparison; sends the processor time of the process to the runner on request. */
import { isMainThread } from "node:worker_threads";

if (isMainThread) {
  process.on("message", (message) => {
    if (message !== "cpuUsage") return;
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMicroseconds: user + system });
  });
}
