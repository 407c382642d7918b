import { readdir, readFile, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const compressible = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.wasm', '.svg', '.txt'])
const worthwhileBytes = 1_024

/** The relay's own build. Runs after the app's, whose files it compresses beside the originals. */
export default defineConfig({
  publicDir: false,
  plugins: [compressClient('dist/client')],
  build: {
    ssr: 'sync-server/main.ts',
    target: 'node20',
    outDir: 'dist/server',
    emptyOutDir: true,
    sourcemap: true,
    rolldownOptions: { output: { entryFileNames: 'main.js' } },
  },
})

function compressClient(folder: string): Plugin {
  return {
    name: 'compress-client',
    apply: 'build',
    async closeBundle() {
      const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
      const wanted = files.filter(file => file.isFile() && compressible.has(extname(file.name)))
      await Promise.all(wanted.map(file => compress(join(file.parentPath, file.name))))
    },
  }
}

async function compress(path: string): Promise<void> {
  const content = await readFile(path)
  if (content.length < worthwhileBytes) return
  const params = { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
  const [brotli, gzipped] = await Promise.all([
    promisify(brotliCompress)(content, { params }),
    promisify(gzip)(content, { level: 9 }),
  ])
  await Promise.all([writeFile(`${path}.br`, brotli), writeFile(`${path}.gz`, gzipped)])
}
