import { existsSync } from 'node:fs'
import { cruise, type ICruiseResult, type IReporterOutput } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'

/**
 * Checks which folder imports which (.dependency-cruiser.cjs) in the working directory. With an unsuitable TypeScript
 * the cruiser sees no modules at all and finds no violations, so too few modules are a failure too.
 */
const leastModules = Number(process.argv[2] ?? 60)

const folders = ['shared', 'sync-server', 'client', 'e2e', 'bench'].filter(folder => existsSync(folder))
const options = await extractOptions('./.dependency-cruiser.cjs')
const report: IReporterOutput = await cruise(folders, options, undefined, {
  tsConfig: extractTSConfig('./tsconfig.json'),
})
const { summary, modules } = parseResult(report)
const own = modules.filter(module => !module.source.includes('node_modules') && module.coreModule !== true)

for (const violation of summary.violations) {
  console.error(`${violation.rule.name}: ${violation.from} → ${violation.to}`)
}
if (own.length < leastModules) {
  console.error(`only ${own.length} modules were seen, at least ${leastModules} were expected: is TypeScript readable?`)
}
console.log(`${own.length} modules, ${summary.violations.length} violations`)
process.exitCode = summary.violations.length > 0 || own.length < leastModules ? 1 : 0

function parseResult({ output }: IReporterOutput): ICruiseResult {
  if (typeof output === 'string') throw new Error(`unexpected report: ${output.slice(0, 200)}`)
  return output
}
