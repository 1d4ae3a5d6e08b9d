import type { ComponentChildren, ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

interface LaterProps<Props> {
  load: () => Promise<ComponentType<Props>>
  /** What the part is given. */
  given: Props
  /** What stands in its place until it is there. */
  meanwhile?: ComponentChildren
}

/** A part of a page that is fetched only once it is shown. */
export function Later<Props extends object>({ load, given, meanwhile = null }: LaterProps<Props>) {
  const [View, setView] = useState<ComponentType<Props> | null>(null)
  useEffect(() => {
    void load().then((loaded) => setView(() => loaded))
  }, [load])
  return View ? <View {...given} /> : <>{meanwhile}</>
}
