import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { HealthScore } from '#shared/domain/health.ts'
import type { CreatorRow } from '#shared/domain/row.ts'
import { stages, type Stage } from '#shared/domain/stage.ts'
import { healthShapes } from '#client/parts/health-badge.tsx'
import { useHealthOf } from '#client/store/health-of.ts'
import { HealthMark } from '#client/ui/health-mark.tsx'
import { words } from '#client/words/en.ts'

const scores: readonly HealthScore[] = ['RED', 'YELLOW', 'GREEN']

/** How many stand where, and how they fare. Every bar leads to the list of those it counts. */
export function StudioCharts({ rows }: { readonly rows: readonly CreatorRow[] }) {
  const healthOf = useHealthOf()
  const byStage = useMemo(() => countBy(rows, row => row.journeyStatus), [rows])
  const byHealth = useMemo(() => countBy(rows, row => healthOf(row).score), [rows, healthOf])
  return (
    <div className="mx-4 mb-6 grid gap-x-10 gap-y-5 border-y border-line py-4 md:mx-6 md:grid-cols-[minmax(0,1fr)_15rem]">
      <StageChart counts={byStage} />
      <HealthChart counts={byHealth} total={rows.length} />
    </div>
  )
}

function StageChart({ counts }: { readonly counts: ReadonlyMap<Stage, number> }) {
  const most = Math.max(1, ...counts.values())
  return (
    <section aria-labelledby="by-stage">
      <h2 id="by-stage" className="mb-2 text-xs text-faint">
        {words.today.byStage}
      </h2>
      <ul className="grid grid-cols-3 gap-x-6 gap-y-2 sm:grid-cols-6">
        {stages.map((stage, index) => {
          const count = counts.get(stage) ?? 0
          return (
            <li key={stage}>
              <Link
                to="/creators"
                search={{ stage: [stage] }}
                aria-label={words.today.showStage(words.records.stage[stage], count)}
                className="group -mx-2 flex flex-col rounded-md px-2 py-1.5 no-underline hover:bg-hover"
              >
                <span aria-hidden className="h-1.5 rounded-full bg-sunken">
                  <span
                    className={`block h-full rounded-full ${bars[index] ?? ''}`}
                    style={{ width: `${(count / most) * 100}%` }}
                  />
                </span>
                <span className="tabular mt-2.5 text-xl font-semibold leading-none">{count.toLocaleString('en')}</span>
                <span className="mt-1 text-sm leading-tight text-muted group-hover:text-ink">
                  {words.records.stage[stage]}
                </span>
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

type HealthChartProps = { readonly counts: ReadonlyMap<HealthScore, number>; readonly total: number }

function HealthChart({ counts, total }: HealthChartProps) {
  return (
    <section aria-labelledby="by-health" className="flex flex-col">
      <h2 id="by-health" className="mb-2 text-xs text-faint">
        {words.today.byHealth}
      </h2>
      <ul className="flex flex-1 flex-col justify-between">
        {scores.map(score => {
          const count = counts.get(score) ?? 0
          return (
            <li key={score}>
              <Link
                to="/creators"
                search={{ health: [score] }}
                aria-label={words.today.showHealth(words.records.health[score], count)}
                className="-mx-2 grid grid-cols-[5.5rem_minmax(0,1fr)_2.5rem] items-center gap-2 rounded-md px-2 py-1.5 no-underline hover:bg-hover coarse:min-h-11"
              >
                <span aria-hidden>
                  <HealthMark shape={healthShapes[score]} label={words.records.health[score]} withLabel />
                </span>
                <span aria-hidden className="h-2 rounded-full bg-sunken">
                  <span
                    className={`block h-full rounded-full ${fills[score]}`}
                    style={{ width: `${total === 0 ? 0 : (count / total) * 100}%` }}
                  />
                </span>
                <span className="tabular text-right font-semibold">{count.toLocaleString('en')}</span>
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function countBy<Key>(rows: readonly CreatorRow[], keyOf: (row: CreatorRow) => Key): ReadonlyMap<Key, number> {
  const counts = new Map<Key, number>()
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1)
  return counts
}

const bars = ['bg-stage-1', 'bg-stage-2', 'bg-stage-3', 'bg-stage-4', 'bg-stage-5', 'bg-stage-6']
const fills: Readonly<Record<HealthScore, string>> = { RED: 'bg-bad', YELLOW: 'bg-warn', GREEN: 'bg-good' }
