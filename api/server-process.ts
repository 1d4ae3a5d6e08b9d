import { fileURLToPath } from 'node:url'

/**
 * What the process of the server must find in its environment before it starts. UV_THREADPOOL_SIZE: the engine's statements wait on
 * threads of the pool, of which Node has four. MALLOC_ARENA_MAX: glibc gives each of these threads a store of freed memory of its own;
 * with two for all the server holds some 60 MB less after wide questions over ten million cases.
 */
export const PROCESS_ENV = { UV_THREADPOOL_SIZE: '16', MALLOC_ARENA_MAX: '2' } as const

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))

/** What Node is given to run the server. */
export const SERVER_ARGS: readonly string[] = ['--import', here('./typescript.mjs'), here('./server.ts')]
