// Asks the listener for monitors whether requests may be sent here. Exit code 0 means yes.
const { GATEHOUSE_MANAGEMENT_PORT: port = "9464" } = process.env;
const TIMEOUT_MILLISECONDS = 4000;

try {
  const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
  const { ok } = await fetch(`http://127.0.0.1:${port}/readyz`, { signal });
  process.exitCode = ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
