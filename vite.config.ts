import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const api = process.env.API_ORIGIN ?? 'http://127.0.0.1:8787'

export default defineConfig({
  root: fileURLToPath(new URL('./web', import.meta.url)),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { outDir: '../dist', emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 1500 },
  server: { proxy: { '/api': api, '/openapi.json': api } },
  test: {
    root: fileURLToPath(new URL('.', import.meta.url)),
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
          exclude: ['tests/browser/**', 'tests/demo/**', 'tests/long/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'city',
          include: ['tests/demo/**/*.test.ts', 'tests/browser/**/*.test.ts'],
          globalSetup: ['tests/demo/setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
      { extends: true, test: { name: 'long', include: ['tests/long/**/*.test.ts'], testTimeout: 1_800_000 } },
    ],
  },
})
