import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const installed = [
  process.env.CHROME,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const flags = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
]

/** The packaged browser carries its libraries only for one platform; asking as that platform unpacks them here. */
async function unpackChromium(): Promise<{ path: string; env: NodeJS.ProcessEnv }> {
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  const path = await packaged.executablePath()
  return { path, env: { ...process.env, LD_LIBRARY_PATH: join(tmpdir(), 'al2023', 'lib') } }
}

/** Opens a system Chromium where there is one, else the one the npm package ships. WebGL runs in software. */
export async function openBrowser(): Promise<Browser> {
  const system = process.env.CHROME_PACKAGED ? undefined : installed.find((path) => path && existsSync(path))
  if (system) return chromium.launch({ executablePath: system, args: flags })
  const { path, env } = await unpackChromium()
  const variables = Object.fromEntries(
    Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
  return chromium.launch({ executablePath: path, args: [...flags, '--headless=shell', '--no-zygote'], env: variables })
}
