const PATHS = {
  mark: 'M8 1.5 14 5v6l-6 3.500L2 11V5zM2 5l6 3.500L14 5M8 8.500V14',
  close: 'm4 4 8 8m0-8-8 8',
  clock: 'M8 1.800a6.200 6.200 0 1 0 0 12.400A6.200 6.200 0 0 0 8 1.800M8 4.500V8l2.500 1.500',
  theme: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  undo: 'M3 6.500h6.500a3.500 3.500 0 0 1 0 7H7M6 3 2.500 6.500 6 10',
  redo: 'M13 6.500H6.500a3.500 3.500 0 0 0 0 7H9M10 3l3.500 3.500L10 10',
  search: 'M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9M10.300 10.300l3.400 3.400',
  whole: 'M2.500 6V2.500H6M10 2.500h3.500V6M13.500 10v3.500H10M6 13.500H2.500V10',
  box: 'M2.500 2.500h2M7 2.500h2M11.500 2.500h2v2M13.500 7v2M13.500 11.500v2h-2M9 13.500H7M4.500 13.500h-2v-2M2.500 9V7M2.500 4.500v-2',
} as const

/** A 16 px line icon; decoration only, its control carries the name. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
      {name === 'theme' && <path class="icon-fill" d="M8 2a6 6 0 0 0 0 12z" />}
    </svg>
  )
}
