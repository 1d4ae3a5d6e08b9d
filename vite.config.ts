import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defaultClientConditions, type Plugin, transformWithOxc } from 'vite'
import { defineConfig } from 'vitest/config'

const api = process.env.API_ORIGIN ?? 'http://127.0.0.1:8787'

const source = (path: string) => fileURLToPath(new URL(`node_modules/maplibre-gl/src/${path}`, import.meta.url))
const WORKER = '\0maplibre-worker-url'
const MLT = '\0maplibre-tiles'

/**
 * Builds MapLibre and its worker from the sources its package ships. The two published bundles each hold what both need, a third of
 * all that a page loads; built together they share it. Development takes the published bundles. Fields that the sources only declare
 * must not be set again: their base classes have filled them. The decoder of tiles in MapLibre's own format stays out: ours are none.
 */
function sharedMapLibre(): Plugin {
  return {
    name: 'shared-maplibre',
    apply: 'build',
    enforce: 'pre',
    resolveId(id) {
      if (id === 'maplibre-gl') return source('index.ts')
      if (id === '@maplibre/mlt') return MLT
      return id === 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url' ? WORKER : null
    },
    transform(code, id) {
      if (!id.startsWith(source(''))) return null
      return transformWithOxc(code, id, {
        assumptions: { setPublicClassFields: true },
        typescript: { removeClassFieldsWithoutInitializer: true },
      })
    },
    load(id) {
      if (id === MLT)
        return `export const GEOMETRY_TYPE = {}; export const decodeTile = () => { throw new Error('no MLT') }`
      if (id !== WORKER) return null
      const worker = this.emitFile({ type: 'chunk', id: source('source/worker.ts'), name: 'map-worker' })
      return `export default import.meta.ROLLUP_FILE_URL_${worker}`
    },
  }
}

/** Pages are built for production whoever starts the build: a test runner sets NODE_ENV too, and libraries would bring their debugging. */
const production: Plugin = {
  name: 'production',
  apply: 'build',
  config() {
    process.env.NODE_ENV = 'production'
  },
}

export default defineConfig({
  root: fileURLToPath(new URL('./web', import.meta.url)),
  plugins: [production, sharedMapLibre()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  /** deck.gl without its WebGPU shaders. */
  resolve: { conditions: ['visgl:webgl-only', ...defaultClientConditions] },
  build: { outDir: '../dist', emptyOutDir: true, manifest: true, target: 'es2023', chunkSizeWarningLimit: 1500 },
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
          exclude: ['tests/browser/long/**'],
          globalSetup: ['tests/demo/setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'pages',
          include: ['tests/browser/long/**/*.test.ts'],
          globalSetup: ['tests/demo/setup.ts'],
          testTimeout: 600_000,
          hookTimeout: 300_000,
          maxWorkers: 1,
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
