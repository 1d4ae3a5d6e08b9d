import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** Linux counts into `maxRSS` what the process that started this one held; its own peak is VmHWM. Both in kB. */
function maxRSS(told) {
  if (!existsSync('/proc/self/status')) return told
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? told)
}

process.on('exit', () => {
  const usage = process.resourceUsage()
  if (process.env.USAGE_FILE)
    writeFileSync(process.env.USAGE_FILE, JSON.stringify({ ...usage, maxRSS: maxRSS(usage.maxRSS) }))
})
