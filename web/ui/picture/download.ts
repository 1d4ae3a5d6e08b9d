/** Hands a file to the browser's own download. */
export function download(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** A name for a file: what a title says, without what file systems refuse. */
export const fileName = (title: string, ending: string): string =>
  `${
    title
      .replace(/[\\/:*?"<>|\s]+/g, '-')
      .slice(0, 60)
      .replace(/^-+|-+$/g, '') || 'city-brain-lite'
  }.${ending}`
