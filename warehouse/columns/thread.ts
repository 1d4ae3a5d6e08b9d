import { Worker } from 'node:worker_threads'

const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'))

/** Runs a module on a thread of its own, which does not keep the process alive. */
export function startThread(module: URL, workerData: unknown): Worker {
  // Node 20 threads do not inherit the TypeScript loader, so the thread registers it before its first import.
  const boot = `import(${loader}).then(({ register }) => (register(), import(${JSON.stringify(module.href)})))`
  const worker = new Worker(boot, { eval: true, execArgv: [], workerData })
  worker.unref()
  return worker
}
