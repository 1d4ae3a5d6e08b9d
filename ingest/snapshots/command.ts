import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Label } from '../../warehouse/catalog/types.ts'
import { diffSnapshots } from '../../warehouse/snapshot/diff.ts'
import { isReadable, listSnapshots, readCurrent } from '../../warehouse/snapshot/manifest.ts'
import { pin, pinned, unpin } from '../../warehouse/snapshot/pins.ts'
import { pruneSnapshots } from '../../warehouse/snapshot/prune.ts'
import { rollBack } from '../../warehouse/snapshot/rollback.ts'
import { OTHER_PROGRAM } from '../../warehouse/snapshot/verify.ts'
import { IngestError } from '../ingest-error.ts'
import { withCityLock } from '../lock.ts'
import { type Language, terminalLanguage } from '../terminal-language.ts'
import { diffText } from './diff-text.ts'

export interface SnapshotsOptions {
  /** Folder that holds the cities. */
  data: string
  keep?: string | undefined
  lang?: string | undefined
  /** Takes what is said; stdout when unset. */
  write?: (text: string) => void
}

interface Context {
  dir: string
  lang: Language
  say: (text: Label) => void
  write: (text: string) => void
  keep: string | undefined
}

export const SNAPSHOTS_MANUAL = `npm run city -- snapshots CITY [ACTION]

  list               published versions, newest first: * is served, "pinned" is never pruned (the default)
  diff [A [B]]       what changed from A to B, in words; unset: from the version before to the one served
  pin ID, unpin ID   keep a version for ever, so that a citation of it stays good; let it go again
  rollback [ID]      serve an older version again, the one before when ID is unset; checked byte by byte first.
                     A running server follows within a second. The next ingest publishes the newest files again.
  prune [--keep N]   delete all but the N newest (20), the pinned and the served one; each ingest does so too

An ID may be shortened to its first digits; "current" stands for the version served.
  --lang zh|en       language of the words; unset: that of the terminal
  --data DIR         folder of the cities
`

const LOCK_SECONDS = 10
const KEEP = 20

function cityDir(data: string, city: string | undefined): string {
  const cities = existsSync(data) ? readdirSync(data).filter((name) => existsSync(join(data, name, 'snapshots'))) : []
  if (city !== undefined && cities.includes(city)) return join(data, city)
  throw new IngestError({
    zh: `请写明城市：npm run city -- snapshots CITY。${data} 中的城市：${cities.join('、') || '无'}。`,
    en: `Say which city: npm run city -- snapshots CITY. Cities in ${data}: ${cities.join(', ') || 'none'}.`,
  })
}

function languageOf(wanted: string | undefined): Language {
  if (wanted === 'zh' || wanted === 'en') return wanted
  if (wanted === undefined) return terminalLanguage()
  throw new IngestError({ zh: `--lang 为 zh 或 en，不能是“${wanted}”。`, en: `--lang is zh or en, not "${wanted}".` })
}

/** The one version whose id begins so. Errors: IngestError when none or several do. */
function versionOf(dir: string, text: string | undefined): string {
  const ids = listSnapshots(dir).map((info) => info.id)
  const wanted = text === 'current' ? (readCurrent(dir) ?? '') : (text ?? '')
  const found = wanted === '' ? [] : ids.filter((id) => id.startsWith(wanted))
  if (found.length === 1 && found[0] !== undefined) return found[0]
  const what =
    found.length > 1
      ? { zh: `有几个版本以“${wanted}”开头`, en: `Several versions begin with "${wanted}"` }
      : { zh: `没有版本“${text ?? ''}”`, en: `There is no version "${text ?? ''}"` }
  throw new IngestError({
    zh: `${what.zh}。现有版本：${ids.join('、') || '无'}。`,
    en: `${what.en}. Versions: ${ids.join(', ') || 'none'}.`,
  })
}

function list({ dir, lang, write }: Context): void {
  const current = readCurrent(dir)
  const pins = pinned(dir)
  for (const info of listSnapshots(dir)) {
    const { id, published_at, bytes, inputs } = info
    const files = lang === 'zh' ? `${inputs.length} 个文件` : `${inputs.length} files`
    const kept = pins.has(id) ? (lang === 'zh' ? '  保留' : '  pinned') : ''
    const size = `${(bytes / 1e6).toFixed(1)} MB`
    const foreign = isReadable(info) ? '' : `  ${OTHER_PROGRAM[lang]}`
    write(`${id === current ? '*' : ' '} ${id}  ${published_at}  ${files}  ${size}${kept}${foreign}\n`)
  }
}

async function diff({ dir, lang, write }: Context, [a, b]: string[]): Promise<void> {
  const after = versionOf(dir, b ?? 'current')
  const all = listSnapshots(dir).map((info) => info.id)
  const older = all[all.indexOf(after) + 1]
  if (a === undefined && older === undefined) {
    throw new IngestError({
      zh: '没有更早的版本可以比较。请写明两个：diff A B。',
      en: 'There is no older version to compare with. Name two: diff A B.',
    })
  }
  const before = a === undefined ? (older ?? '') : versionOf(dir, a)
  write(diffText(before, after, await diffSnapshots(dir, before, after), lang))
}

const ACTIONS: Record<string, (context: Context, args: string[]) => Promise<void> | void> = {
  list,
  diff,
  pin({ dir, say }, [id]) {
    const version = versionOf(dir, id)
    pin(dir, version)
    say({ zh: `快照 ${version} 将一直保留。`, en: `Snapshot ${version} will never be pruned.` })
  },
  unpin({ dir, say }, [id]) {
    const version = versionOf(dir, id)
    unpin(dir, version)
    say({ zh: `快照 ${version} 不再特别保留。`, en: `Snapshot ${version} may be pruned again.` })
  },
  async rollback({ dir, say }, [id]) {
    const version = await rollBack(dir, id === undefined ? undefined : versionOf(dir, id))
    say({
      zh: `现在提供快照 ${version}；下次导入会重新发布最新文件。`,
      en: `Snapshot ${version} is served now; the next ingest publishes the newest files again.`,
    })
  },
  prune({ dir, keep, say }) {
    const most = keep === undefined ? KEEP : Number(keep)
    if (!Number.isInteger(most) || most < 1) {
      throw new IngestError({
        zh: `--keep 是从 1 起的整数，不能是“${keep}”。`,
        en: `--keep is a whole number from 1, not "${keep}".`,
      })
    }
    const gone = pruneSnapshots(dir, most)
    say({
      zh: gone.length > 0 ? `已删除快照：${gone.join('、')}。` : '没有可删除的快照。',
      en: gone.length > 0 ? `Deleted: ${gone.join(', ')}.` : 'There was nothing to delete.',
    })
  },
}
const READ_ONLY = new Set(['list', 'diff'])

/** `city snapshots CITY [ACTION …]`. What changes something waits until no ingest of the city runs. */
export async function runSnapshots([city, name = 'list', ...args]: string[], options: SnapshotsOptions): Promise<void> {
  const dir = cityDir(options.data, city)
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined
  if (!action) {
    throw new IngestError({
      zh: `没有操作“${name}”。可用的操作：${Object.keys(ACTIONS).join('、')}，详见 --help。`,
      en: `There is no action "${name}". Actions are ${Object.keys(ACTIONS).join(', ')}; see --help.`,
    })
  }
  const lang = languageOf(options.lang)
  const { write = (text: string) => void process.stdout.write(text) } = options
  const context: Context = { dir, lang, write, say: (text) => write(`${text[lang]}\n`), keep: options.keep }
  const run = async () => action(context, args)
  await (READ_ONLY.has(name) ? run() : withCityLock(dir, run, { waitSeconds: LOCK_SECONDS }))
}
