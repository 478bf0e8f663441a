import { fork } from "node:child_process";
import { load } from "./load.ts";
const names = process.argv.slice(2);
for (let round = 0; round < Number(process.env.ROUNDS ?? 2); round++) for (const name of names) {
  const [file, ops] = name.split(":");
  const child = fork(new URL(`servers/${file}.ts`, import.meta.url), { execPath: "/usr/bin/taskset", execArgv: ["-c", "0", process.execPath, "--conditions=@gatehouse/source", ...(process.env.PROF ? [process.env.PROF] : [])], env: { ...process.env, NODE_ENV: "production", OPERATIONS: ops ?? "3" } });
  const ready: any = await new Promise((r) => child.once("message", r));
  const base = `http://127.0.0.1:${ready.port}${ready.path}`;
  const signIn = await fetch(base, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ username: "admin", password: "x".repeat(16) }) });
  const token = signIn.headers.get("x-hm-authorization") ?? "k3Zt0m9Jb1QxWv7eYc5RfUo2NsAaLdGpHiTqXyBw_8M";
  const cookie = signIn.headers.getSetCookie().map((c) => c.split(";")[0]).join("; ");
  const request = `GET ${ready.path} HTTP/1.1\r\nhost: 127.0.0.1:${ready.port}\r\naccept: application/json\r\nx-hm-authorization: ${token}\r\n${cookie ? `cookie: ${cookie}\r\n` : ""}\r\n`;
  await load({ port: ready.port, request, connections: 32, seconds: 2 });
  const cpu = () => new Promise<any>((r) => { child.once("message", r); child.send("cpu"); });
  const before = await cpu();
  const r = await load({ port: ready.port, request, connections: 32, seconds: 3 });
  const after = await cpu();
  const us = (after.user + after.system - before.user - before.system) / (r.requestsPerSecond * 3);
  console.log(name.padEnd(22), us.toFixed(1).padStart(6), "us/req", Math.round(r.requestsPerSecond), "refused", r.refused, "boot", Math.round(ready.bootMs));
  child.kill();
}
process.exit();
