import { after } from './clock.ts'

/** Long enough for the slowest browser to have begun reading. */
const keptMs = 60_000

/** Hands a file to the browser's downloads. */
export function downloadFile(name: string, type: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  after(keptMs, () => URL.revokeObjectURL(url))
}

export function printPage(): void {
  window.print()
}
