import { availableParallelism } from 'node:os'
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
    testTimeout: 120_000,
    hookTimeout: 120_000,
    /** Much of a test is waiting, for disks, processes and pages: two at once even where cores are few. */
    maxWorkers: Math.max(2, availableParallelism() - 1),
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
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          include: ['tests/long/**/*.test.ts'],
          testTimeout: 1_800_000,
          /** What is measured or fills a disk stands alone. */
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
