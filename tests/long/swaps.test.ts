import { it } from 'vitest'
import { swapUnderReaders } from '../warehouse/snapshot/versions.ts'

it('swaps 60 versions under 4 looping readers without an error or a mixed answer', () => swapUnderReaders(60))
