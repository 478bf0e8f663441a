import type { SignInSwitch } from "../ports/SignInSwitch.ts";

/** A switch that is open at every start. */
export function createMemorySignInSwitch(): SignInSwitch {
  let closed = false;
  return {
    isClosed: async () => closed,
    setClosed: async (next) => {
      closed = next;
    },
  };
}
