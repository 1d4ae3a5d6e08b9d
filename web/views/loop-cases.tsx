import { useEffect, useRef } from 'preact/hooks'
import { caseList, openList } from '../data/loop-questions.ts'
import { language } from '../state/store.ts'
import { word } from '../text/words.ts'
import { Icon } from '../ui/icons.tsx'
import { Failure, SkeletonRows } from '../ui/states.tsx'
import { loopWord } from './loop-words.ts'

const close = () => {
  openList.value = null
}
/** To the minute: 2026-10-30 08:15. */
const instant = (text: string | null) => (text === null ? '–' : text.slice(0, 16))

/** The cases behind a number, beside the page; Esc closes it. */
export function CaseList() {
  const lang = language.value
  const list = openList.value
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (list !== null && !box.current?.open) box.current?.showModal()
    if (list === null) box.current?.close()
  }, [list])
  const { value, error } = caseList.value
  return (
    <dialog ref={box} class="case-list" aria-label={loopWord('list', lang)} onClose={close}>
      {list !== null && (
        <>
          <header class="panel-head">
            <h2>
              {loopWord('list', lang)} · {list.title}
            </h2>
            <button type="button" class="tool" aria-label={word('close', lang)} onClick={close}>
              <Icon name="close" />
            </button>
          </header>
          {error && !value ? (
            <Failure error={error} />
          ) : !value ? (
            <SkeletonRows rows={8} />
          ) : (
            <>
              <table class="data-table">
                <thead>
                  <tr>
                    {(['caseId', 'openedAt', 'dueAt', 'closedAt', 'kind', 'department', 'area'] as const).map(
                      (name) => (
                        <th key={name} scope="col">
                          {loopWord(name, lang)}
                        </th>
                      ),
                    )}
                  </tr>
                </thead>
                <tbody>
                  {value.cases.map((one) => (
                    <tr key={one.case_id}>
                      <td>
                        <code>{one.case_id}</code>
                      </td>
                      <td>{instant(one.opened_at)}</td>
                      <td>{instant(one.due_at)}</td>
                      <td>{instant(one.closed_at)}</td>
                      <td>{one.category?.label[lang] ?? '–'}</td>
                      <td>{one.department?.label[lang] ?? '–'}</td>
                      <td>{one.area?.label[lang] ?? '–'}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {value.more && <p class="note">{loopWord('listMore', lang)}</p>}
            </>
          )}
        </>
      )}
    </dialog>
  )
}
