import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { createSoftwareAuthenticator } from './software-authenticator.ts'
import { createTestStudio } from './test-studio.ts'
import { decodePullPage, encodeBatch } from '#shared/protocol/entry.ts'

const origin = 'http://localhost:18701'
const agent = new Agent({ keepAlive: true })
let cookies = new Map<string, string>()
function call(method: string, path: string, body: Uint8Array | string | null, type: string | null): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const req = request({ agent, host: '127.0.0.1', port: 18701, method, path, headers: { host: 'localhost:18701', origin, ...(type ? { 'content-type': type, 'content-length': Buffer.byteLength(body ?? '') } : {}), cookie: [...cookies].map(([a, b]) => `${a}=${b}`).join('; ') } }, res => {
      const parts: Buffer[] = []
      res.on('data', p => parts.push(p))
      res.on('end', () => {
        for (const line of res.headers['set-cookie'] ?? []) { const [p = ''] = line.split(';'); const [n = '', v = ''] = p.split('='); cookies.set(n, v) }
        resolve({ status: res.statusCode ?? 0, body: Buffer.concat(parts) })
      })
    })
    req.on('error', reject)
    req.end(body ?? undefined)
  })
}
const json = async (path: string, value?: unknown) => { const r = await call('POST', path, value === undefined ? null : JSON.stringify(value), value === undefined ? null : 'application/json'); if (r.status >= 300) throw new Error(path + r.status + r.body); return r.body.length ? JSON.parse(r.body.toString()) : null }
const pid = process.argv[2]
const rss = () => readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)?.[1]
const passkeys = createSoftwareAuthenticator(origin)
const studio = createTestStudio()
await json('/api/setup/token', { token: 'measure-token' })
await json('/api/setup/passkey', { response: passkeys.create((await json('/api/setup/passkey/options')).options) })
await json('/api/setup/complete', studio.setupComplete())
const body = new Uint8Array(1300).fill(9)
async function run(count: number, size: number) {
  const batches = []
  for (let i = 0; i < count / size; i++) batches.push(encodeBatch(Array.from({ length: size }, () => studio.write(studio.device, { body }))))
  const start = performance.now()
  for (const batch of batches) { const r = await call('POST', '/api/log', batch, 'application/cbor'); if (r.status !== 200 || r.body.includes('refusal')) throw new Error(r.status + r.body.toString().slice(0, 300)) }
  const s = (performance.now() - start) / 1000
  console.log(`batches of ${size}: ${Math.round(count / s)} entries/s, rss ${rss()} kB`)
}
await run(500, 1); await run(3000, 1); await run(3000, 1)
await run(10000, 100); await run(20000, 100); await run(20000, 100)
let start = performance.now(); let after = 0; let bytes = 0; let pages = 0
while (after < 10000) { const r = await call('GET', `/api/log?after=${after}&limit=${Math.min(5000, 10000 - after)}`, null, null); bytes += r.body.length; pages++; const p = decodePullPage(new Uint8Array(r.body)); after = p.entries.at(-1)!.relaySequence }
console.log(`pull 10000: ${Math.round(performance.now() - start)} ms, ${bytes} bytes, ${pages} pages`)
await run(45000, 100)
start = performance.now(); after = 0
for (;;) { const r = await call('GET', `/api/log?after=${after}`, null, null); const p = decodePullPage(new Uint8Array(r.body)); if (p.entries.length === 0) break; after = p.entries.at(-1)!.relaySequence }
console.log(`pull all ${after}: ${Math.round(performance.now() - start)} ms, rss ${rss()} kB`)
agent.destroy()
