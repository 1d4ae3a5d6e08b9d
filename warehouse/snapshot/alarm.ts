import type { Label } from '../catalog/types.ts'
import { OTHER_PROGRAM } from './verify.ts'

const isForeign = (why: Label) => why.en === OTHER_PROGRAM.en

/** That version `wanted` is not served, why, and which one is instead; the same id twice when none is whole. */
export function alarmOf(wanted: string | null, why: Label, served: string): Label {
  const mend = isForeign(why)
    ? {
        zh: '请重新导入该城市；如刚更新过程序，请重启服务',
        en: 'Ingest the city again, or restart the server if the program was renewed',
      }
    : { zh: '请重新导入该城市', en: 'Ingest the city again' }
  if (wanted === served) {
    return {
      zh: `正在使用的快照 ${served} 有损坏（${why.zh}），且没有其他可用快照。${mend.zh}。`,
      en: `The snapshot in use, ${served}, is damaged (${why.en}) and no other is whole. ${mend.en}.`,
    }
  }
  return {
    zh: `当前快照${wanted === null ? '' : ` ${wanted} `}不可用（${why.zh}），现由校验通过的快照 ${served} 提供服务。${mend.zh}。`,
    en: `The current snapshot${wanted === null ? '' : ` ${wanted}`} cannot be used (${why.en}); ${served} is served instead. ${mend.en}.`,
  }
}

/** Why no version of the city is served; `why`: what is wrong with those there are, null when there are none. */
export function noneOf(city: string, why: Label | undefined): Label {
  const command = `npm run city -- ingest ${city}`
  if (!why) {
    return {
      zh: `城市“${city}”还没有可用的快照。请先运行：${command}`,
      en: `The city "${city}" has no usable snapshot yet. Run: ${command}`,
    }
  }
  if (isForeign(why)) {
    return {
      zh: `城市“${city}”的数据由另一版本的程序发布，请重新导入：${command} --from <文件夹>`,
      en: `The data of the city "${city}" was published by another version of the program; ingest again: ${command} --from <folder>`,
    }
  }
  return {
    zh: `城市“${city}”没有完好的快照（${why.zh}）。请重新导入：${command}`,
    en: `No snapshot of the city "${city}" is whole (${why.en}). Ingest it again: ${command}`,
  }
}
