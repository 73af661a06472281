import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

import { emoji } from "./build/emoji.ts";

export default defineConfig({
  plugins: [svelte(), emoji()],
  clearScreen: false,
  server: { port: 1420, strictPort: true, host: "127.0.0.1" },
  build: {
    target: "safari16",
    outDir: "dist",
    emptyOutDir: true,
    rolldownOptions: {
      output: {
        // What several parts of the window share travels in one file instead of forty, each of which would be asked
        // for; the panels that only what opens later shares come with it.
        codeSplitting: {
          groups: [
            {
              name: "shared",
              test: /node_modules|src\/(?!(?:contacts|details|groups|profile|settings)\/[A-Z]|stickers\/(?:stickers|zip))/,
              minShareCount: 2,
            },
          ],
        },
      },
    },
  },
  // Vitest would otherwise take Svelte's server build, in which state does not react.
  resolve: process.env["VITEST"] ? { conditions: ["browser"] } : {},
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
