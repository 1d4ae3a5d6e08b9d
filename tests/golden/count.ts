import type { Reporter, TestModule } from 'vitest/node'
import { folder, goldenCases, goldenMethods, isThere } from './cases.ts'

/** Prints at the end of a run how many golden cases of each method were held, and fails it where the folder holds one that no test read. */
export default class GoldenCount implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    if (!isThere) {
      console.log(`\nNo golden case ran: there is no folder ${folder}. Set GOLDEN_DIR to the one that holds them.`)
      // Who names a folder wants it read.
      if (process.env.GOLDEN_DIR) process.exitCode = 1
      return
    }
    const passed = new Map<string, boolean>()
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        for (const name of test.meta().golden ?? [])
          passed.set(name, test.result().state === 'passed' && (passed.get(name) ?? true))
      }
    }
    const lines: string[] = []
    const unread: string[] = []
    let [held, inAll] = [0, 0]
    for (const method of goldenMethods()) {
      const cases = goldenCases(method).map((name) => `${method}/${name}`)
      const good = cases.filter((name) => passed.get(name)).length
      unread.push(...cases.filter((name) => !passed.has(name)))
      held += good
      inAll += cases.length
      lines.push(`  ${method.padEnd(24)}${String(good).padStart(4)} of ${cases.length}`)
    }
    console.log(
      `\nGolden cases held, in ${folder}:\n${lines.join('\n')}\n  ${'all'.padEnd(24)}${String(held).padStart(4)} of ${inAll}`,
    )
    if (unread.length > 0) console.log(`No test reads ${unread.join(', ')}.`)
    if (held < inAll) process.exitCode = 1
  }
}
