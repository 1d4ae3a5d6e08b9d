import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Last = z.object({ pack: z.string(), from: z.string() })

/** Pack and folder of the city's last ingest; its own pack, and the folder that names, where none is on record. */
export function lastIngest(dataDir: string, city: string): { pack: string; from: string | null } {
  try {
    return Last.parse(JSON.parse(readFileSync(join(dataDir, city, 'report.json'), 'utf8')))
  } catch {
    return { pack: city, from: null }
  }
}
