/** Remembers the latest `most` results of an expensive read by key; a failed read is forgotten. */
export function memo<T>(most: number) {
  const held = new Map<string, Promise<T>>()
  return (key: string, read: () => Promise<T>): Promise<T> => {
    const known = held.get(key)
    if (known) return known
    const result = read()
    held.set(key, result)
    result.catch(() => held.delete(key))
    for (const old of held.keys()) {
      if (held.size <= most) break
      held.delete(old)
    }
    return result
  }
}
