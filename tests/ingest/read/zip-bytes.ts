import { crc32, deflateRawSync } from 'node:zlib'

interface Entry {
  name: string | Buffer
  content: string | Buffer
  /** Written instead of the true size. */
  claims?: number
}

/** A zip archive, written by hand so that it may lie. */
export function zipBytes(entries: Entry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content, claims } of entries) {
    const [raw, title] = [Buffer.from(content as string), Buffer.from(name as string)]
    const packed = deflateRawSync(raw)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(crc32(raw), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(claims ?? raw.length, 18)
    fields.writeUInt16LE(title.length, 22)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    parts.push(Buffer.from('PK\x03\x04'), fields, title, packed)
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), fields, rest, title)
    at += 4 + fields.length + title.length + packed.length
  }
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(Buffer.concat(directory).length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...parts, ...directory, Buffer.from('PK\x05\x06'), end])
}
