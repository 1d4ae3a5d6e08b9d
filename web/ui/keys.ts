import type { Label } from '../../warehouse/catalog/types.ts'

/** Keys that do something when pressed one after the other, and what they do in words. */
export interface Binding {
  keys: readonly string[]
  does: Label
  /** False: nothing was done, and the browser may have the key. Absent where what has the focus listens itself. */
  run?: () => boolean
}

/** What of a keydown is looked at. */
export interface Press {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  isComposing: boolean
  defaultPrevented: boolean
  target: unknown
}

export interface Keys {
  /** Adds bindings and returns what takes them away. Errors: keys that another binding has, or that begin one. */
  bind(bindings: readonly Binding[]): () => void
  listed(): readonly Binding[]
  /** Runs what a press completes; `at` in ms. True: the press was used. */
  press(press: Press, at: number): boolean
}

/** A key of a sequence counts with the one before it for so long. */
export const SEQUENCE_MS = 1_500

/** Chinese input methods give these for the same keys. */
const FULL_WIDTH: Record<string, string> = { '？': '?', '／': '/' }
/** Inputs that letters are not typed into. */
const BUTTONS = new Set(['button', 'checkbox', 'radio', 'range', 'reset', 'submit', 'color', 'file'])

/** Whether a key pressed there is typed: fields, choices that are found by letter, editable text. */
export function isTyping(target: unknown): boolean {
  if (typeof target !== 'object' || target === null) return false
  const { tagName, type, isContentEditable } = target as Record<string, unknown>
  if (isContentEditable === true) return true
  const tag = String(tagName).toLowerCase()
  if (tag === 'input') return !BUTTONS.has(String(type))
  return tag === 'textarea' || tag === 'select'
}

const begins = (all: readonly string[], first: readonly string[]) =>
  first.length <= all.length && first.every((key, i) => key === all[i])

/** A registry of keys. `hasLetters` says whether keys that type a character may be used: a reader can turn those off. */
export function createKeys(hasLetters: () => boolean): Keys {
  let bound: Binding[] = []
  let pressed: string[] = []
  let until = 0

  function complete(now: readonly string[]): Binding | 'begun' | null {
    const exact = bound.find(({ keys }) => keys.length === now.length && begins(keys, now))
    return exact ?? (bound.some(({ keys }) => begins(keys, now)) ? 'begun' : null)
  }

  return {
    bind(bindings) {
      for (const binding of bindings) {
        const { keys } = binding
        const other = bound.find((each) => begins(each.keys, keys) || begins(keys, each.keys))
        if (other) throw new Error(`The keys ${keys.join(' ')} stand in the way of ${other.keys.join(' ')}.`)
        bound.push(binding)
      }
      return () => {
        bound = bound.filter((each) => !bindings.includes(each))
      }
    },
    listed: () => bound,
    press(press, at) {
      const before = at <= until ? pressed : []
      pressed = []
      if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing) return false
      if (press.defaultPrevented || isTyping(press.target)) return false
      const key = FULL_WIDTH[press.key] ?? press.key
      if (key.length === 1 && !hasLetters()) return false
      for (const now of before.length > 0 ? [[...before, key], [key]] : [[key]]) {
        const found = complete(now)
        if (found === 'begun') {
          pressed = now
          until = at + SEQUENCE_MS
          return true
        }
        if (found) return found.run?.() ?? false
      }
      return false
    },
  }
}
