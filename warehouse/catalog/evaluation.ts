/** The three rates of the closed loop (三率) by the indicator that measures each. */
export const THREE_RATES = {
  response: 'response_rate',
  resolution: 'resolution_rate',
  satisfaction: 'satisfaction_rate',
} as const

export type ThreeRate = keyof typeof THREE_RATES

/** How offices are scored: weights of the three rates, in any unit; a rate of weight 0 is left out of the score. */
export interface Evaluation {
  weights: Record<ThreeRate, number>
}

/** Holds where a city pack names no other: which weights a city has is its own decision. */
export const EVALUATION: Evaluation = { weights: { response: 1, resolution: 1, satisfaction: 1 } }
