import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

// The SDK as it lies in this repository. With the package installed there is nothing to say here.
export default defineConfig({
  resolve: { alias: { latchkey: fileURLToPath(new URL("../../sdk/js/src/index.ts", import.meta.url)) } },
  // LiveKit's client is as large as that.
  build: { chunkSizeWarningLimit: 1000 },
  server: { fs: { allow: ["../.."] } },
});
