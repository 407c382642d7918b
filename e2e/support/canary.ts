import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Exchange } from './recording-proxy.ts'

/** Part of every text that must not be found: one search finds them all. */
export const marker = 'qzkvanarymrk'

export function canary(number: number): string {
  return `${marker}${String(number).padStart(3, '0')}`
}

/** Every way in which the marker may lie about. */
export function markerForms(): Map<string, Buffer> {
  const bytes = Buffer.from(marker)
  const forms = new Map<string, Buffer>([
    ['UTF-8', bytes],
    ['upper case', Buffer.from(marker.toUpperCase())],
    ['UTF-16LE', Buffer.from(marker, 'utf16le')],
    ['hex', Buffer.from(bytes.toString('hex'))],
    ['upper hex', Buffer.from(bytes.toString('hex').toUpperCase())],
    ['JSON escapes', Buffer.from([...bytes].map(byte => String.raw`\u00${byte.toString(16)}`).join(''))],
    ['percent escapes', Buffer.from([...bytes].map(byte => `%${byte.toString(16)}`).join(''))],
  ])
  for (const offset of [0, 1, 2]) {
    for (const encoding of ['base64', 'base64url'] as const) {
      const text = Buffer.concat([Buffer.alloc(offset), bytes])
        .toString(encoding)
        .replaceAll('=', '')
      // The characters at either end depend on what stands beside it.
      forms.set(`${encoding} at ${offset}`, Buffer.from(text.slice(offset === 0 ? 0 : offset + 1, -1)))
    }
  }
  return forms
}

/** Where the marker stands, and in which form. */
export function findMarker(name: string, content: Buffer): string[] {
  return [...markerForms()].flatMap(([form, bytes]) => {
    const at = content.indexOf(bytes)
    if (at < 0) return []
    return [`${name}: ${form}: …${content.subarray(Math.max(0, at - 60), at + 60).toString('latin1')}…`]
  })
}

export async function findMarkerInFolder(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  const found: string[] = []
  for (const file of files) {
    if (!file.isFile()) continue
    const path = join(file.parentPath, file.name)
    found.push(...findMarker(path.slice(folder.length), await readFile(path)))
  }
  return found
}

export function findMarkerInExchanges(exchanges: readonly Exchange[]): string[] {
  return exchanges.flatMap(({ method, path, sent, received }) => [
    ...findMarker(`${method} ${path} sent`, sent()),
    ...findMarker(`${method} ${path} received`, received()),
  ])
}

/** All that the origin keeps in the browser, byte by byte. */
export async function readBrowserStorage(page: Page): Promise<Map<string, Buffer>> {
  const stored = await page.evaluate(collectStorage)
  const cookies = JSON.stringify(await page.context().cookies())
  const found = new Map(stored.map(({ place, base64 }) => [place, Buffer.from(base64, 'base64')]))
  return found.set('cookies', Buffer.from(cookies))
}

/** Runs in the page. */
async function collectStorage(): Promise<{ place: string; base64: string }[]> {
  const encoder = new TextEncoder()
  const toBase64 = (bytes: Uint8Array): string => {
    let text = ''
    for (let start = 0; start < bytes.length; start += 8_192) {
      text += String.fromCharCode(...bytes.subarray(start, start + 8_192))
    }
    return btoa(text)
  }
  const flatten = (value: unknown, into: Uint8Array[]): void => {
    if (value instanceof ArrayBuffer) into.push(new Uint8Array(value))
    else if (ArrayBuffer.isView(value)) into.push(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
    else if (value instanceof Map) for (const pair of value) flatten(pair, into)
    else if (value instanceof Set || Array.isArray(value)) for (const item of value) flatten(item, into)
    else if (value instanceof CryptoKey) into.push(encoder.encode(`${value.type} extractable=${value.extractable}`))
    else if (typeof value === 'object' && value !== null) for (const pair of Object.entries(value)) flatten(pair, into)
    else into.push(encoder.encode(String(value)))
  }
  const found: { place: string; base64: string }[] = []
  const add = (place: string, value: unknown): void => {
    const parts: Uint8Array[] = []
    flatten(value, parts)
    const whole = new Uint8Array(parts.reduce((length, part) => length + part.length + 1, 0))
    let at = 0
    for (const part of parts) {
      whole.set(part, at)
      at += part.length + 1
    }
    found.push({ place, base64: toBase64(whole) })
  }
  const asked = <Value>(request: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error))
    })
  for (const { name } of await indexedDB.databases()) {
    const database = await asked(indexedDB.open(name ?? ''))
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store)
      const [keys, values] = await Promise.all([asked(objects.getAllKeys()), asked(objects.getAll())])
      add(`IndexedDB ${name}/${store}`, [keys, values])
    }
    database.close()
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      const response = await cache.match(request)
      add(`cache ${request.url}`, [request.url, await response?.arrayBuffer()])
    }
  }
  add('localStorage', Object.entries(localStorage))
  add('sessionStorage', Object.entries(sessionStorage))
  const root = await navigator.storage.getDirectory()
  for await (const [name, handle] of root.entries()) {
    add(`OPFS ${name}`, handle instanceof FileSystemFileHandle ? await (await handle.getFile()).arrayBuffer() : name)
  }
  return found
}
