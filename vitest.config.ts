import { defineConfig } from "vitest/config";

/** All packages in one run, for `npm run test:changed`; `npm test` runs them one by one. */
export default defineConfig({ test: { projects: ["packages/*", "apps/*", "scripts"] } });
