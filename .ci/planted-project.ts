import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const configs = [
  'package.json',
  'tsconfig.json',
  '.oxlintrc.json',
  '.dependency-cruiser.cjs',
  'vitest.config.ts',
  '.ci/fail-on-console.ts',
  '.ci/tsconfig.json',
]
const folders = ['shared', 'sync-server', 'client', 'e2e', 'bench']

export type PlantedProject = {
  run: (command: string, ...args: string[]) => Promise<{ code: number; output: string }>
  remove: () => Promise<void>
}

/** A copy of the project's rules around the given files and nothing else, to see that the rules bite. */
export async function plantProject(files: Record<string, string>): Promise<PlantedProject> {
  const directory = await mkdtemp(join(tmpdir(), 'wavelaunch-guards-'))
  await symlink(join(root, 'node_modules'), join(directory, 'node_modules'))
  const copied = [...configs, ...folders.map(folder => `${folder}/tsconfig.json`)]
  for (const path of copied) await cp(join(root, path), join(directory, path))
  for (const [path, source] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true })
    await writeFile(join(directory, path), source)
  }
  return {
    run: (command, ...args) => runIn(directory, command, args),
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}

function runIn(cwd: string, command: string, args: string[]): Promise<{ code: number; output: string }> {
  return new Promise(resolve => {
    execFile(process.execPath, [command, ...args], { cwd, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
      resolve({ code, output: `${stdout}\n${stderr}` })
    })
  })
}
