import { provideBundle } from "./provideBundle.ts";

/** Bundles the server as it is, once for all tests of scripts or of the console; vitest calls it (`globalSetup`). */
export const { setup, teardown } = provideBundle();
