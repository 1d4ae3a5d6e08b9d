import { join } from 'node:path'
import type { Drafts } from './draft.ts'

const quoted = (path: string) => (/^[\w./~-]+$/.test(path) ? path : `"${path}"`)

/** What was written, what was left out of it, and how to get from there to a running city. */
export function nextSteps({ pack, recipes, from }: Drafts, out: string, written: number): string {
  const remarks = [pack, ...recipes].flatMap((draft) => [...draft.head, ...draft.remarks.map(({ text }) => text)])
  const unsure = remarks.filter((text) => text.includes('unsure')).length
  const left = [...pack.head, ...pack.remarks.flatMap(({ text }) => text.split('\n'))].filter((text) =>
    text.startsWith('left out:'),
  )
  const [folder, data, city] = [quoted(out), quoted(from), String(pack.value.id)]
  return [
    `Wrote ${written} recipes and ${join(out, 'city.yaml')}. 已写出 ${written} 个配方和 ${join(out, 'city.yaml')}。`,
    ...left.map((text) => `  ${text} 未采用。`),
    'Next 下一步',
    `  1. grep -rn unsure ${folder}`,
    `     ${unsure} places to look at; mend what is wrong. 有 ${unsure} 处不能确定，请核对，有误则改。`,
    `  2. npm run city -- ingest ${folder} --from ${data}`,
    '     Every record is loaded, duplicate, not ours or set aside. 每条记录都有去向：入库、重复、不属本表或隔离。',
    `  3. npm run city -- quarantine ${city}`,
    '     What was set aside, and how to mend it. 被隔离的记录及改法。',
    '  4. npm start',
    '     Serves the city at http://127.0.0.1:8787/ 打开网页查看。',
    '',
  ].join('\n')
}
