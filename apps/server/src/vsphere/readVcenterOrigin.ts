import { isIP } from "node:net";
import { VsphereOptionsError } from "./VsphereOptionsError.ts";

/**
 * Checks the address of a vCenter. The text itself is never repeated: it may hold a password.
 *
 * @returns scheme, host and port
 * @throws {VsphereOptionsError} when it is more or less than scheme, host and port, or the password would travel in the
 *   clear.
 */
export function readVcenterOrigin(text: string): string {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw new VsphereOptionsError("url", "It must be an address such as https://vcenter.example.com.");
  }
  if (url.username !== "" || url.password !== "") {
    throw new VsphereOptionsError(
      "url",
      "It must not hold a user or password. Everybody signs in with their own.",
    );
  }
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "") {
    throw new VsphereOptionsError("url", `It must end after host and port: ${url.origin}.`);
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    const message = "Passwords travel over https only; http is for a loopback address, such as a proxy's.";
    throw new VsphereOptionsError("url", message);
  }
  return url.origin;
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" || hostname === "[::1]" || (isIP(hostname) === 4 && hostname.startsWith("127."))
  );
}
