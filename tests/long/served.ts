import { answer } from '../../warehouse/answer/answer.ts'
import { openReader } from '../../warehouse/snapshot/reader.ts'

interface Served {
  id: string
  cases: number | null | undefined
  alarm: string | null
}

/** Version, cases and alarm that a server of tinyville started now would give. */
export async function served(dataDir: string): Promise<Served> {
  const reader = await openReader({ dataDir, city: 'tinyville' })
  try {
    const found = await reader.use(undefined, (snapshot) =>
      answer({ indicators: ['case_count'], from: snapshot.catalog.dataFrom, to: snapshot.catalog.dataTo }, snapshot),
    )
    return { id: found.snapshot, cases: found.total[0]?.value[0], alarm: reader.alarm()?.en ?? null }
  } finally {
    await reader.close()
  }
}
