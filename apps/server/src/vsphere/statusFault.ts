import { VcenterFaultError } from "./VcenterFaultError.ts";

/** Makes the fault for a status that answers nothing. */
export function statusFault(call: string, status: number): VcenterFaultError {
  const redirect = status >= 300 && status < 400;
  const advice = redirect ? " Redirects are not followed; set GATEHOUSE_VSPHERE_URL to where it points." : "";
  return new VcenterFaultError(`vCenter answered ${call} with status ${status}.${advice}`, {
    kind: "status",
    status,
  });
}
