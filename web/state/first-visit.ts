/** What a link may say and still be no more than a first visit. */
const ANY_VISIT = new Set(['lang', 'theme'])

/** A first visit is one by a plain address, in a browser that has not been shown round. */
export const isFirstVisit = (search: string, seen: string | null): boolean =>
  seen === null && [...new URLSearchParams(search).keys()].every((name) => ANY_VISIT.has(name))
