import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const master = "http://localhost:9090";

export default defineConfig({
  plugins: [react()],
  // Nothing inlined: the content security policy of the master knows no data: URLs but images.
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false },
  server: { proxy: { "/api": master } },
  test: {
    environment: "jsdom",
    setupFiles: "test/setup.ts",
    include: ["test/**/*.test.{ts,tsx}"],
    testTimeout: 60_000, // a loaded machine is slow, not wrong
  },
});
