import type { CatalogBody } from '../data/client.ts'
import type { Face } from '../state/store.ts'
import type { Word } from '../text/words.ts'

interface FaceLink {
  face: Face
  path: string
  name: Word
  /** Goes there after `g`. */
  letter: string
}

/** The faces in the order of the work; the wall stands apart. */
export const FACE_LINKS: readonly FaceLink[] = [
  { face: 'desk', path: '/', name: 'desk', letter: 'd' },
  { face: 'loop', path: '/loop', name: 'loop', letter: 'l' },
  { face: 'alerts', path: '/alerts', name: 'alerts', letter: 'a' },
  { face: 'gap', path: '/gap', name: 'urbanRural', letter: 'g' },
  { face: 'tables', path: '/tables', name: 'tables', letter: 't' },
  { face: 'data', path: '/data', name: 'data', letter: 's' },
  { face: 'wall', path: '/wall', name: 'wall', letter: 'w' },
]

/** Faces of what a city that publishes holds back. */
const UNPUBLISHED: readonly Face[] = ['loop', 'alerts', 'gap']

/** Those that this city has something to show on. */
export const facesOf = ({ published }: Pick<CatalogBody, 'published'>): readonly FaceLink[] =>
  published ? FACE_LINKS.filter(({ face }) => !UNPUBLISHED.includes(face)) : FACE_LINKS
