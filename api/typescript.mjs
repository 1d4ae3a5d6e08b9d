/**
 * Lets Node read the TypeScript of the server, given by `--import`. tsx, which everything else is started with, has each function
 * named anew whenever it is made and keeps a map of every source: that costs a question 6 % of its time and the server 60 MB.
 */
import { readFile } from 'node:fs/promises'
import { register } from 'node:module'
import { fileURLToPath } from 'node:url'
import { isMainThread } from 'node:worker_threads'
import { transform } from 'esbuild'

if (isMainThread) register(import.meta.url)

/** The hook of Node's that reads a module. */
export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context)
  const text = await readFile(fileURLToPath(url), 'utf8')
  const { code } = await transform(text, { loader: 'ts', format: 'esm', target: 'node20', sourcefile: url })
  return { format: 'module', source: code, shortCircuit: true }
}
