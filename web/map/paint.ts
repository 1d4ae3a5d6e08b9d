import type { Reading } from '../state/block.ts'
import type { Theme } from '../theme/themes.ts'
import { fillOf, type PlaceClass } from './classes.ts'
import type { Rgba } from './colour.ts'

/** Positions of the palette after the steps of the ramp. */
const STEPS = 7
const ZERO = STEPS
const NOTHING = STEPS + 1
const UNRELIABLE = 1
const ZERO_DENOMINATOR = 2

const packed = ([r, g, b, alpha]: Rgba) => new Uint32Array(Uint8Array.of(r, g, b, alpha).buffer)[0] as number

/** Colours of a theme as four bytes each: the steps of the ramp, a true zero, and nothing. */
export function paletteOf(theme: Theme): Uint32Array {
  const classes: PlaceClass[] = [...Array.from({ length: STEPS }, (_, i) => i), 'zero', 'none']
  return Uint32Array.from(classes, (each) => packed(fillOf(each, theme)))
}

/** What lies over the colour of a member. */
export const MARK = { none: 0, hatch: 1, zero: 2, missing: 3 } as const

/** A colour and a mark a member, kept from one moment to the next; `bytes` are the colours as red, green, blue and alpha. */
export interface Paint {
  colours: Uint32Array
  bytes: Uint8Array
  marks: Uint8Array
}

export function paintOf(members: number): Paint {
  const colours = new Uint32Array(members)
  return { colours, bytes: new Uint8Array(colours.buffer), marks: new Uint8Array(members) }
}

/** Colours every member of a reading by its class, in place. What is not listed, or has no value, has no colour. */
export function paint(
  { columns, listed }: Reading,
  breaks: readonly number[],
  palette: Uint32Array,
  { colours, marks }: Paint,
): void {
  const { value, status } = columns
  const edges = breaks.length
  for (let i = 0; i < colours.length; i++) {
    const at = value[i] as number
    const isShown = listed[i] === 1 && status[i] !== ZERO_DENOMINATOR
    let mark: number = MARK.none
    let step = NOTHING
    if (isShown && Number.isNaN(at)) mark = MARK.missing
    else if (isShown && at === 0) {
      mark = MARK.zero
      step = ZERO
    } else if (isShown) {
      if (status[i] === UNRELIABLE) mark = MARK.hatch
      for (step = 0; step < edges && at >= (breaks[step] as number); ) step++
    }
    marks[i] = mark
    colours[i] = palette[step] as number
  }
}
