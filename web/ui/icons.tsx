const PATHS = {
  mark: 'M8 1.5 14 5v6l-6 3.500L2 11V5zM2 5l6 3.500L14 5M8 8.500V14',
  close: 'm4 4 8 8m0-8-8 8',
  clock: 'M8 1.800a6.200 6.200 0 1 0 0 12.400A6.200 6.200 0 0 0 8 1.800M8 4.500V8l2.500 1.500',
  theme: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
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
