import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createGunzip } from 'node:zlib'
import { readSettings } from '../../warehouse/catalog/settings.ts'
import { IngestError } from '../ingest-error.ts'
import { type Received, receive } from '../receive.ts'
import type { Recipe } from '../recipe.ts'
import { type Member, withArchive } from './zip.ts'

type Wanted = Pick<Recipe, 'format'> & { member?: string | undefined }

const GIB = 2 ** 30
const MOST_RATIO = 200
/** Below this many bytes any ratio is let pass. */
const RATIO_FROM = 64 * 2 ** 20
const LISTED = 20

const mostBytes = () => Number(readSettings(process.env).UNPACKED_GB) * GIB

const begins = (head: Buffer, ...bytes: number[]) => bytes.every((byte, i) => head[i] === byte)
const isGzip = (head: Buffer) => begins(head, 0x1f, 0x8b)
const isZip = (head: Buffer) => begins(head, 0x50, 0x4b, 0x03, 0x04) || begins(head, 0x50, 0x4b, 0x05, 0x06)
const isOldOffice = (head: Buffer) => begins(head, 0xd0, 0xcf, 0x11, 0xe0)

/** Lets bytes through until they are more than a file may unpack to. Errors: IngestError. */
class Bounded extends Transform {
  crc = 0
  #bytes = 0

  constructor(name: string, packed: number, most: number) {
    super({
      transform: (chunk: Buffer, _, done) => {
        this.#bytes += chunk.length
        this.crc = crc32(chunk, this.crc)
        done(fault(name, this.#bytes, packed, most), chunk)
      },
    })
  }
}

function fault(name: string, bytes: number, packed: number, most: number): IngestError | null {
  if (bytes > most) {
    const limit = (most / GIB).toLocaleString('en')
    return new IngestError({
      zh: `${name} 解压后超过 ${limit} GB。如果文件无误，请调高 UNPACKED_GB。`,
      en: `${name} unpacks to more than ${limit} GB. If it is sound, raise UNPACKED_GB.`,
    })
  }
  if (bytes <= RATIO_FROM || bytes / packed <= MOST_RATIO) return null
  return new IngestError({
    zh: `${name} 解压后超过原大小的 ${MOST_RATIO} 倍，没有表格会这样。如果文件无误，请手动解压。`,
    en: `${name} unpacks to more than ${MOST_RATIO} times its size, as no table does. If it is sound, unpack it by hand.`,
  })
}

/** Says that an archive is damaged. What is a sentence already passes, and so does what the disk says. */
function damaged(name: string, kind: string, cause: unknown): unknown {
  if (cause instanceof IngestError || (cause instanceof Error && 'syscall' in cause)) return cause
  const said = cause instanceof Error ? cause.message : String(cause)
  return new IngestError(
    {
      zh: `${name} 是损坏的 ${kind} 文件（${said}）。请重新下载。`,
      en: `${name} is a damaged ${kind} file (${said}). Download it again.`,
    },
    cause,
  )
}

const matching = (wanted: string) => {
  const parts = wanted.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 'u')
}

/** The one member that is meant. Errors: IngestError that lists what is there. */
function choose(members: Member[], wanted: string | undefined, name: string): Member {
  const fitting = wanted === undefined ? members : members.filter((member) => matching(wanted).test(member.name))
  const [only] = fitting
  if (only && fitting.length === 1) return only
  const shown = members.slice(0, LISTED).map((member) => member.name)
  const rest = members.length - shown.length
  const isAny = wanted === undefined
  const found = {
    zh: isAny ? `${members.length} 个文件` : `${fitting.length} 个形如“${wanted}”的文件`,
    en: isAny ? `${members.length} files` : `${fitting.length} files like "${wanted}"`,
  }
  const list = {
    zh: `${shown.join('、') || '无'}${rest > 0 ? ` 等，另有 ${rest} 个` : ''}`,
    en: `${shown.join(', ') || 'none'}${rest > 0 ? ` and ${rest} more` : ''}`,
  }
  throw new IngestError({
    zh: `${name} 内有${found.zh}，请在配方中用 \`member\` 指明一个。其中有：${list.zh}。`,
    en: `${name} holds ${found.en}; name one of them in the recipe as \`member\`. It holds: ${list.en}.`,
  })
}

async function unzip(file: Received, wanted: Wanted, to: string, most: number): Promise<boolean> {
  return withArchive(file.path, async ({ members, open }) => {
    const isWorkbook = members.some(({ name }) => name === 'xl/workbook.xml')
    if (isWorkbook && wanted.format === 'xlsx') return false
    if (isWorkbook) {
      throw new IngestError({
        zh: `${file.name} 是 Excel 工作簿。请在配方中写明 \`format: xlsx\`。`,
        en: `${file.name} is an Excel workbook. State \`format: xlsx\` in the recipe.`,
      })
    }
    const member = choose(members, wanted.member, file.name)
    if (member.entry.isEncrypted()) {
      throw new IngestError({
        zh: `${file.name} 设有密码。请手动解压。`,
        en: `${file.name} has a password. Unpack it by hand.`,
      })
    }
    const bounded = new Bounded(file.name, Math.max(member.entry.compressedSize, 1), most)
    await pipeline(await open(member), bounded, createWriteStream(to, { mode: 0o600 }))
    if (bounded.crc !== member.entry.crc32) throw new Error(`the checksum of ${member.name} does not fit`)
    return true
  })
}

async function gunzip(file: Received, to: string, most: number): Promise<void> {
  const bounded = new Bounded(file.name, Math.max(file.bytes, 1), most)
  await pipeline(createReadStream(file.path), createGunzip(), bounded, createWriteStream(to, { mode: 0o600 }))
}

/**
 * Runs `task` on the readable content of a file: a gzip, or the member of a zip that the recipe names, is unpacked to
 * `to` for that time, any other file taken as it is. Name and hash stay those of the published file. Memory does not
 * grow with the file. Errors: IngestError when it is damaged, has several members, or unpacks to too much.
 */
export async function withContent<T>(
  file: Received,
  wanted: Wanted,
  to: string,
  task: (content: Received) => Promise<T>,
  most = mostBytes(),
): Promise<T> {
  if (isOldOffice(file.head)) {
    throw new IngestError({
      zh: `${file.name} 是 Excel 97–2003 工作簿（.xls）。请另存为 .xlsx 或 CSV。`,
      en: `${file.name} is a workbook of Excel 97–2003 (.xls). Save it as .xlsx or CSV.`,
    })
  }
  const kind = isGzip(file.head) ? 'gzip' : isZip(file.head) ? 'zip' : null
  if (kind === null) return task(file)
  try {
    let isUnpacked = true
    try {
      if (kind === 'gzip') await gunzip(file, to, most)
      else isUnpacked = await unzip(file, wanted, to, most)
    } catch (cause) {
      throw damaged(file.name, kind, cause)
    }
    return await task(isUnpacked ? { ...receive(to), name: file.name, sha256: file.sha256 } : file)
  } finally {
    await rm(to, { force: true })
  }
}
