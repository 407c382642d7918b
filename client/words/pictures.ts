import type { ResizeFailure } from '#client/platform/resize-image.ts'

/** Photos and logos. `label` is the field's: Photo, Logo. */
export const pictures = {
  choose: (label: string) => `Choose ${label.toLocaleLowerCase('en')}`,
  remove: (label: string) => `Remove ${label.toLocaleLowerCase('en')}`,
  hint: 'Or drop or paste one here. It is made small on this device.',
  removed: (label: string) => `${label} removed`,
  photoOf: (name: string) => `Photo of ${name}`,
  logoOf: (brand: string) => `Logo of ${brand}`,
  refused: refusalWords,
} as const

function refusalWords(failure: ResizeFailure): string {
  switch (failure.kind) {
    case 'empty':
      return 'This file is empty.'
    case 'not-an-image':
      return 'This file is not a picture. Choose a JPEG, PNG, WebP, GIF or SVG.'
    case 'file-too-large':
      return `This file has ${megabytes(failure.bytes)} MB. Choose one of at most ${megabytes(failure.limitBytes)} MB.`
    case 'undecodable':
      return 'This file cannot be read as a picture. Choose a JPEG, PNG, WebP, GIF or SVG.'
  }
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1_000_000)
}
