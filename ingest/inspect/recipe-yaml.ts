import { Document, isMap, isPair, isScalar, isSeq, type Node, type YAMLMap } from 'yaml'

/** A value of YAML with remarks: `at` is the path of keys and indexes before which a remark stands. */
export interface Commented {
  value: Record<string, unknown>
  /** Lines above everything. */
  head: string[]
  remarks: { at: (string | number)[]; text: string }[]
}

const WIDTH = 110

/** Comment lines of at most 110 characters. */
function lines(text: string): string {
  const found: string[] = []
  for (const part of text.split('\n')) {
    let line = ''
    for (const word of part.split(' ')) {
      if (line !== '' && line.length + word.length + 1 > WIDTH) {
        found.push(line)
        line = '  '
      }
      line = line === '' || line === '  ' ? line + word : `${line} ${word}`
    }
    found.push(line)
  }
  return found.map((line) => ` ${line}`).join('\n')
}

function addBefore(node: { commentBefore?: string | null | undefined }, text: string): void {
  node.commentBefore = node.commentBefore ? `${node.commentBefore}\n${lines(text)}` : lines(text)
}

function remark(document: Document, at: (string | number)[], text: string): void {
  const key = at.at(-1)
  const parent = document.getIn(at.slice(0, -1), true) as Node | undefined
  const target = isMap(parent)
    ? parent.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.key
    : isSeq(parent) && typeof key === 'number'
      ? parent.items[key]
      : undefined
  if (typeof target === 'object' && target !== null) addBefore(target as Node, text)
}

/** Maps that hold only plain values and short lists stand on one line. */
function flow(node: unknown, isInside: boolean): void {
  if (isSeq(node)) {
    const isPlain = node.items.every(isScalar)
    node.flow = isPlain
    for (const item of node.items) flow(item, true)
  }
  if (!isMap(node)) return
  const map = node as YAMLMap
  const isPlain = map.items.every(
    (pair) => isPair(pair) && (isScalar(pair.value) || (isSeq(pair.value) && pair.value.items.every(isScalar))),
  )
  const isLabel = map.items.every(
    (pair) => isPair(pair) && (isScalar(pair.value) || (isMap(pair.value) && pair.value.items.length <= 2)),
  )
  const isShort = JSON.stringify(map.toJSON()).length < 180
  if (isInside && (isPlain || isLabel) && isShort && map.items.length > 0) map.flow = true
  for (const pair of map.items) flow(pair.value, true)
}

/** Text of a YAML file with its remarks. */
export function yamlText({ value, head, remarks }: Commented): string {
  const document = new Document(value, { aliasDuplicateObjects: false })
  flow(document.contents, false)
  for (const key of ['fields', 'personal', 'levels', 'sources', 'locate', 'aliases']) {
    const node = document.get(key, true)
    if (isMap(node) || isSeq(node)) node.flow = false
  }
  for (const { at, text } of remarks) remark(document, at, text)
  if (head.length > 0) document.commentBefore = head.map(lines).join('\n')
  return document.toString({ lineWidth: 120, flowCollectionPadding: true })
}
