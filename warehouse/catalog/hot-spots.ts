/** A place is called hot or cold where its false discovery rate is below this. */
export const MOST_FALSE = 0.05
/** A place is tested only where this many cases would be expected in it and its neighbours together. */
export const FEWEST_EXPECTED = 5
