import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Bytes } from '#shared/protocol/bytes.ts'

export type Encoding = 'br' | 'gzip' | 'identity'
export type ClientFile = {
  readonly body: Bytes
  readonly type: string
  readonly etag: string
  readonly isCompressible: boolean
}
export type ClientFiles = {
  /** Null where there is no such file. The path is the URL's, decoded. */
  read(path: string, encoding: Encoding): Promise<ClientFile | null>
}

const typeByExtension = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.webmanifest', 'application/manifest+json; charset=utf-8'],
  ['.wasm', 'application/wasm'],
  ['.svg', 'image/svg+xml'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.webp', 'image/webp'],
  ['.woff2', 'font/woff2'],
])
const compressible = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.wasm', '.svg', '.txt'])
const suffixByEncoding = { br: '.br', gzip: '.gz', identity: '' } as const

const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)

type Cached = { readonly stamp: string; readonly file: ClientFile }

/** The built app. Compressed variants come from beside the file, or are made once; a rebuilt file is read again. */
export function createClientFiles(root: string): ClientFiles {
  const cache = new Map<string, Cached>()
  return {
    async read(path, wanted) {
      const extension = extname(path)
      const type = typeByExtension.get(extension)
      const full = normalize(join(root, path))
      if (type === undefined || !full.startsWith(root + sep) || path.includes('\0')) return null
      const stamp = await fileStamp(full)
      if (stamp === null) return null
      const encoding = compressible.has(extension) ? wanted : 'identity'
      const key = `${encoding} ${full}`
      const known = cache.get(key)
      if (known?.stamp === stamp) return known.file
      const body = await readEncoded(full, encoding)
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
      const file: ClientFile = { body, type, etag, isCompressible: compressible.has(extension) }
      cache.set(key, { stamp, file })
      return file
    },
  }
}

async function fileStamp(path: string): Promise<string | null> {
  try {
    const found = await stat(path)
    return found.isFile() ? `${found.mtimeMs} ${found.size}` : null
  } catch {
    return null
  }
}

async function readEncoded(path: string, encoding: Encoding): Promise<Bytes> {
  if (encoding === 'identity') return new Uint8Array(await readFile(path))
  const [file, beside] = await Promise.all([stat(path), stat(path + suffixByEncoding[encoding]).catch(() => null)])
  if (beside !== null && beside.mtimeMs >= file.mtimeMs)
    return new Uint8Array(await readFile(path + suffixByEncoding[encoding]))
  const plain = await readFile(path)
  if (encoding === 'gzip') return new Uint8Array(await compressGzip(plain))
  return new Uint8Array(await compressBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }))
}
