import type { AreaDraft } from '../locate/types.ts'

/**
 * Whether a record comes from a file whose recipe states an older vintage than another file of its level. Areas of
 * files without a stated vintage are never older.
 */
export function supersededIn(drafts: AreaDraft[]): (draft: AreaDraft) => boolean {
  const newest = new Map<string, string>()
  for (const { level, edition } of drafts) {
    if (edition !== undefined && edition > (newest.get(level) ?? '')) newest.set(level, edition)
  }
  return ({ level, edition }) => edition !== undefined && edition < (newest.get(level) ?? edition)
}
