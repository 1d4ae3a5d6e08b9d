import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readSettings, SETTINGS, type Settings } from '../warehouse/catalog/settings.ts'
import { chooseCity, cityState, DEMO_CITY } from './city-choice.ts'
import { lastIngest } from './last-ingest.ts'
import { PROCESS_ENV, SERVER_ARGS } from './server-process.ts'
import { refuseStart } from './token.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const tsx = import.meta.resolve('tsx')
const vite = join(root, 'node_modules/vite/bin/vite.js')
const children = new Set<ChildProcess>()
let stopping = false

const say = (zh: string, en: string) => process.stdout.write(`${zh} ${en}\n`)

function help(): string {
  const settings = SETTINGS.map(({ name, fallback, help: text }) => {
    return `  ${name.padEnd(14)} ${text.en}${fallback === '' ? '' : ` [${fallback}]`}\n  ${''.padEnd(14)} ${text.zh}`
  })
  return [
    'npm start                serve the city published last, or make and serve the demo city 启动服务',
    'npm run dev              the same with pages rebuilt as they are edited 开发模式',
    'npm start -- --help      this text 帮助',
    '',
    'Settings, from the environment 环境变量：',
    ...settings,
    '',
  ].join('\n')
}

function launch(args: string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}

const ended = (child: ChildProcess) =>
  new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? (stopping ? 0 : 1)))
  })

/** Runs a script of another room as a process of its own. Errors: one that ends with another code than 0. */
async function runStep(what: string, args: string[]): Promise<void> {
  const code = await ended(launch(args))
  if (code !== 0 || stopping) throw new Error(stopping ? 'Stopped.' : `${what} failed (code ${code}); see above.`)
}

const script = (path: string, ...args: string[]) => ['--import', tsx, join(root, path), ...args]

function newestIn(path: string): number {
  if (!existsSync(path)) return 0
  const entries = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Math.max(0, ...entries.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs))
}

async function buildPages(): Promise<void> {
  const index = join(root, 'dist/index.html')
  const built = existsSync(index) ? statSync(index).mtimeMs : 0
  const sources = ['web', 'warehouse/catalog', 'warehouse/stats'].map((room) => newestIn(join(root, room)))
  if (built > Math.max(...sources, statSync(join(root, 'vite.config.ts')).mtimeMs)) return
  say('正在构建页面…', 'Building the pages…')
  await runStep('Building the pages', [vite, 'build', '--logLevel', 'warn', '--config', join(root, 'vite.config.ts')])
}

/** Ingests from the folder used last. Where that cannot be, the server runs all the same and says what to do. */
async function ingestAgain({ CITY_DATA }: Settings, city: string): Promise<void> {
  const { pack, from } = lastIngest(CITY_DATA, city)
  if (from === null || !existsSync(from)) return
  say(`正在从 ${from} 重新导入…`, `Ingesting it again from ${from} …`)
  await ended(launch(script('ingest/cli.ts', 'ingest', pack, '--from', from)))
  if (stopping) throw new Error('Stopped.')
}

async function prepareCity(settings: Settings): Promise<void> {
  const city = chooseCity(settings)
  const state = cityState(settings, city)
  if (state === 'published') return
  if (state === 'unreadable') {
    say(
      `城市“${city}”的数据已损坏，或由另一版本的程序发布，需要重新导入。`,
      `The data of the city “${city}” is damaged or was published by another version of the program; it has to be ingested again.`,
    )
    if (city !== DEMO_CITY) return ingestAgain(settings, city)
  }
  if (city !== DEMO_CITY) {
    throw new Error(
      `城市“${city}”还没有快照，请先运行：npm run city -- ingest ${city} --from <文件夹>\n` +
        `The city “${city}” has no snapshot yet. Run: npm run city -- ingest ${city} --from <folder>`,
    )
  }
  const files = join(settings.CITY_DATA, 'demo', DEMO_CITY)
  if (!existsSync(join(files, 'truth.json'))) {
    say('正在生成演示城市澜城的文件…', 'Making the files of the demo city Lancheng…')
    await runStep('Making the demo city', script('fixtures/lancheng/cli.ts', '--out', files))
  }
  say('正在导入澜城…', 'Ingesting Lancheng…')
  await runStep('Ingesting the demo city', script('ingest/cli.ts', 'ingest', DEMO_CITY, '--from', files))
}

async function serve(settings: Settings, isDev: boolean): Promise<number> {
  const server = launch(isDev ? script('api/server.ts') : [...SERVER_ARGS], PROCESS_ENV)
  if (!isDev) return ended(server)
  say('页面改动即时可见，请打开 http://localhost:5173/', 'Pages that follow your edits: http://localhost:5173/')
  const pages = launch([vite, '--config', join(root, 'vite.config.ts')], {
    API_ORIGIN: `http://127.0.0.1:${settings.PORT}`,
  })
  const code = await Promise.race([ended(server), ended(pages)])
  stop('SIGTERM')
  return code
}

function stop(signal: NodeJS.Signals): void {
  stopping = true
  for (const child of children) child.kill(signal)
}

async function main(): Promise<number> {
  if (process.argv.includes('--help') || process.argv.includes('-h')) {
    process.stdout.write(help())
    return 0
  }
  const isDev = process.argv.includes('--dev')
  const settings = readSettings(process.env)
  const refusal = refuseStart(settings)
  if (refusal) throw new Error(`${refusal.zh}\n${refusal.en}`)
  process.once('SIGINT', () => stop('SIGINT'))
  process.once('SIGTERM', () => stop('SIGTERM'))
  const steps = await Promise.allSettled([isDev ? undefined : buildPages(), prepareCity(settings)])
  for (const step of steps) if (step.status === 'rejected') throw step.reason
  return serve(settings, isDev)
}

void main()
  .catch((cause: unknown) => {
    if (!stopping) process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`)
    return stopping ? 0 : 1
  })
  .then((code) => process.exit(code))
