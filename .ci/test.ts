import { spawn } from 'node:child_process'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { steps, type Step } from './steps.ts'
import { countReport, type Count } from './vitest-report.ts'

/**
 * Runs every check and ends with a line `N passed, N failed`. Static checks and builds count as one each, test steps
 * by their test cases. `npm test -- lint unit` runs only the steps so named.
 */
type Outcome = Count & { step: string; isOk: boolean; output: string; seconds: number }

const wanted = process.argv.slice(2)
const chosen = steps.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
const outcomes: Outcome[] = []

await mkdir('node_modules/.cache', { recursive: true })
await runTwoAtATime(chosen.filter(({ phase }) => phase === 'static'))
for (const step of chosen.filter(({ phase }) => phase !== 'static')) await run(step)

const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0)
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0)
for (const { step, isOk, seconds, ...count } of outcomes) {
  console.log(
    `${isOk ? 'ok  ' : 'FAIL'} ${step.padEnd(13)} ${seconds.toFixed(1).padStart(6)} s  ${count.passed} passed, ${count.failed} failed`,
  )
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1

/** Two cores is what the smallest machine has. */
async function runTwoAtATime(queue: Step[]): Promise<void> {
  const waiting = [...queue]
  const worker = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) await run(step)
  }
  await Promise.all([worker(), worker()])
}

async function run(step: Step): Promise<void> {
  const outcome = isBlocked(step) ? blocked(step) : await execute(step)
  outcomes.push(outcome)
  console.log(`${outcome.isOk ? 'ok  ' : 'FAIL'} ${step.name}`)
  if (!outcome.isOk) console.log(outcome.output)
}

function isBlocked({ needs = [] }: Step): boolean {
  return outcomes.some(({ step, isOk }) => needs.includes(step) && !isOk)
}

function blocked({ name, needs = [] }: Step): Outcome {
  const output = `not run: it needs ${needs.join(' and ')}`
  return { step: name, isOk: false, output, seconds: 0, passed: 0, failed: 1 }
}

async function execute(step: Step): Promise<Outcome> {
  const startedAt = Date.now()
  if (step.report !== undefined) await rm(step.report, { force: true })
  const { code, output } = await spawnNode(step.command)
  const count = await countOf(step, code)
  const isOk = code === 0 && count.failed === 0
  return { step: step.name, isOk, output, seconds: (Date.now() - startedAt) / 1000, ...count }
}

async function countOf(step: Step, code: number): Promise<Count> {
  const single = code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  if (step.report === undefined) return single
  const report = await readFile(step.report, 'utf8').catch(() => undefined)
  if (report === undefined) return { passed: 0, failed: 1 }
  const count = countReport(report)
  // Vitest can fail although every test passed: an unhandled rejection, a file that matched nothing.
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count
}

function spawnNode(args: string[]): Promise<{ code: number; output: string }> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    })
    const output: string[] = []
    child.stdout.on('data', chunk => output.push(String(chunk)))
    child.stderr.on('data', chunk => output.push(String(chunk)))
    child.once('close', code => resolve({ code: code ?? 1, output: output.join('').trim() }))
  })
}
