import react from "@vitejs/plugin-react";
import { defineConfig, loadEnv } from "vite";

/** The server that `npm run dev` passes calls of the API on to. */
const { GATEHOUSE_ORIGIN: SERVER = "https://127.0.0.1:9443" } = loadEnv(
  "",
  import.meta.dirname,
  "GATEHOUSE_",
);

export default defineConfig({
  plugins: [react()],
  // The pages work below any path, because no address in them is absolute.
  base: "./",
  // Workspace packages are built from their sources.
  resolve: { conditions: ["@gatehouse/source", "module", "browser", "development|production"] },
  build: {
    target: "es2022",
    // The content policy has no `data:`, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    host: "127.0.0.1",
    proxy: {
      "/api/admin/v1": {
        target: SERVER,
        // The server's own certificate.
        secure: false,
        // The server compares the origin of a page with the host that it was called by.
        changeOrigin: false,
      },
    },
  },
});
