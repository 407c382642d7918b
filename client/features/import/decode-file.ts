import { err, ok, type Result } from '#shared/lang/result.ts'

export const fileBytesMax = 50 * 1024 * 1024

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'
export type DecodedFile = {
  readonly text: string
  readonly encoding: Encoding
  /** No mark said so, and it was no UTF-8: letters with accents deserve a look. */
  readonly guessed: boolean
}
export type DecodeFailure = 'too-large' | 'empty' | 'binary'

/** A byte-order mark decides; else it is UTF-8 where it can be, and what Western spreadsheets write where it cannot. */
export function decodeFile(bytes: Uint8Array): Result<DecodedFile, DecodeFailure> {
  if (bytes.length > fileBytesMax) return err('too-large')
  const marked = encodingOfMark(bytes)
  if (marked === null && bytes.includes(0)) return err('binary')
  const decoded = marked === null ? decodeUnmarked(bytes) : decodeAs(bytes, marked, false)
  if (decoded.text.includes('\0')) return err('binary')
  return decoded.text.trim() === '' ? err('empty') : ok(decoded)
}

function encodingOfMark(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : null
}

function decodeUnmarked(bytes: Uint8Array): DecodedFile {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8', guessed: false }
  } catch {
    return decodeAs(bytes, 'windows-1252', true)
  }
}

function decodeAs(bytes: Uint8Array, encoding: Encoding, guessed: boolean): DecodedFile {
  return { text: new TextDecoder(encoding).decode(bytes), encoding, guessed }
}
