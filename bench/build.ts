import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import appConfig from '../vite.config.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const cache = join(root, 'node_modules/.cache/bench')

/** A relay as it ships, with the client that it serves beside it. */
export type Built = { readonly relayEntry: string; readonly clientDir: string }

function placeOf(name: string): Built {
  const dist = join(cache, name, 'dist')
  return { relayEntry: join(dist, 'server/main.js'), clientDir: join(dist, 'client') }
}

/** Builds what is measured into a folder of its own, so that it never meets a build of somebody else. */
export async function buildAll(): Promise<{ harness: Built; app: Built }> {
  const harness = placeOf('harness')
  const app = placeOf('app')
  const quiet = { logLevel: 'error' } as const
  await build({
    ...quiet,
    configFile: false,
    root: join(root, 'bench/harness'),
    publicDir: false,
    resolve: appConfig.resolve ?? {},
    worker: appConfig.worker ?? {},
    build: { ...appConfig.build, outDir: harness.clientDir, emptyOutDir: true },
  })
  await build({
    ...quiet,
    configFile: join(root, 'vite.config.ts'),
    build: { outDir: app.clientDir, emptyOutDir: true },
  })
  await build({
    ...quiet,
    configFile: false,
    root,
    publicDir: false,
    build: {
      ssr: 'sync-server/main.ts',
      target: 'node20',
      outDir: join(harness.relayEntry, '..'),
      emptyOutDir: true,
      rolldownOptions: { output: { entryFileNames: 'main.js' } },
    },
  })
  await mkdir(join(app.relayEntry, '..'), { recursive: true })
  await cp(harness.relayEntry, app.relayEntry)
  return { harness, app }
}
