import { catalog, connection } from '../data/live.ts'
import { language } from '../state/store.ts'
import { say } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'

const WORDS = {
  to: { zh: '数据截至', en: 'Data to' },
  loaded: { zh: '载入', en: 'loaded' },
  files: { zh: '个文件', en: 'files' },
  rows: { zh: '行', en: 'rows' },
  quarantined: { zh: '隔离', en: 'quarantined' },
  population: { zh: '常住人口', en: 'residents of' },
  end: { zh: '年', en: '' },
  version: { zh: '版本', en: 'version' },
  lost: { zh: '与服务器的连接中断，显示的是断开前的数据', en: 'Connection lost: this is the last data received' },
  open: { zh: '公开数据', en: 'public data' },
  internal: { zh: '内部使用', en: 'internal use' },
  standard: { zh: '发布档', en: 'for publishing' },
}

/** How old the data is, where it came from and how clean it is: at the foot of every page. */
export function AgeBar() {
  const known = catalog.value.value
  const text = language.value
  if (!known) return <footer class="age-bar" />
  const { snapshot, city } = known
  return (
    <footer class="age-bar">
      <span>
        {say(WORDS.to, text)} <b>{snapshot.data_to}</b>
      </span>
      <span>
        {say(WORDS.loaded, text)} {snapshot.published_at.slice(0, 16).replace('T', ' ')}
      </span>
      <span>
        {snapshot.files} {say(WORDS.files, text)} · {formatNumber(snapshot.rows_in)} {say(WORDS.rows, text)} ·{' '}
        {say(WORDS.quarantined, text)} {formatNumber(snapshot.quarantined)}
      </span>
      {snapshot.population_year !== null && (
        <span>
          {say(WORDS.population, text)} {snapshot.population_year} {say(WORDS.end, text)}
        </span>
      )}
      <span>
        {say(WORDS.version, text)} <b>{snapshot.id.slice(0, 8)}</b>
      </span>
      {connection.value === 'lost' && (
        <strong class="late-note" role="status">
          {say(WORDS.lost, text)}
        </strong>
      )}
      <span class="age-end">{say(WORDS[city.profile], text)}</span>
    </footer>
  )
}
