export type Rgba = [number, number, number, number]

/** #RRGGBB → [r, g, b, alpha], alpha 0–255. */
export function rgba(hex: string, alpha = 255): Rgba {
  const n = Number.parseInt(hex.slice(1), 16)
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255, alpha]
}
