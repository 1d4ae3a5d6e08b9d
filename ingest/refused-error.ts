import type { Label } from '../warehouse/catalog/types.ts'
import { IngestError } from './ingest-error.ts'
import type { IngestReport } from './report.ts'

/** Checks failed, so nothing was published. The sentence names each of them, the report holds all that was found. */
export class RefusedError extends IngestError {
  readonly report: IngestReport

  constructor(report: IngestReport) {
    const broken = report.checks.filter(({ severity, passed }) => severity === 'error' && !passed)
    const lines = (lang: keyof Label) =>
      broken.map(({ check_id, subject, detail }) => `${check_id} (${subject}): ${detail[lang]}\n`).join('')
    const failed = broken.length === 1 ? 'a check failed' : `${broken.length} checks failed`
    super({
      zh: `${broken.length} 项检查未通过，未发布；此前的快照继续提供服务。\n${lines('zh')}请修正文件或配方；或用 --accept 仍然发布。`,
      en: `Not published, ${failed}; the snapshot served before stays.\n${lines('en')}Mend the files or the recipe; or publish nevertheless with --accept.`,
    })
    this.name = 'RefusedError'
    this.report = report
  }
}
