import { signal } from '@preact/signals'

/** [west, south, east, north], degrees. */
export type Box = [number, number, number, number]

/** What of the map is in sight: metres a pixel, and cells of a coarse H3 resolution that cover it. Null before it is drawn. */
export const sight = signal<{ scale: number; cover: readonly string[] } | null>(null)

/** Where the map is asked to go; a new object each time. */
export const wanted = signal<{ box: Box } | null>(null)

/** A place under the pointer or the keyboard's focus: an area, and the cell where cells are drawn. */
export interface Pointed {
  area: string | null
  cell: string | null
}
export const pointed = signal<Pointed>({ area: null, cell: null })

/** Whether a drag draws a box instead of moving the map. */
export const isBoxing = signal(false)
