import { useEffect, useMemo, useState } from 'react'
import { pause } from '#client/platform/pause.ts'
import { useCore, type CoreClient } from '#client/store/core-context.tsx'
import { useToday } from '#client/store/use-now.ts'
import { decodeFile, fileBytesMax } from './decode-file.ts'
import { localeDateOrder } from './date-order.ts'
import { chosenColumns, findOrders } from './import-columns.ts'
import type { Choices, FileProblem, ImportState } from './import-state.ts'
import { chooseField, matchColumns } from './match-columns.ts'
import { parseCsv } from './parse-csv.ts'
import type { ImportMode } from './plan-import.ts'
import type { DateOrder } from './read-date.ts'
import { planToRows, runPlan, type ImportPlan } from './run-plan.ts'

export type ImportSource = { readonly name: string; readonly size: number; readonly bytes: () => Promise<Uint8Array> }

export type ImportActions = {
  readonly read: (source: ImportSource) => Promise<void>
  readonly choose: (index: number, field: string | null) => void
  readonly order: (index: number, order: DateOrder) => void
  readonly mode: (mode: ImportMode) => void
  readonly preview: () => Promise<void>
  readonly back: () => void
  readonly write: () => Promise<void>
  readonly cancel: () => void
  readonly restart: () => void
}

/** The steps of one import. Nothing is written before `write`, and then all of it or nothing. */
export function useImport(): { readonly state: ImportState; readonly actions: ImportActions } {
  const core = useCore()
  const today = useToday()
  const [state, setState] = useState<ImportState>({ step: 'file', problem: null })
  const [runs] = useState(createRuns)
  useEffect(() => () => void runs.begin(), [runs])

  const actions = useMemo(() => createActions({ core, today, setState, begin: runs.begin }), [core, today, runs])
  const { preview, write, cancel } = actions
  return {
    state,
    actions: {
      ...actions,
      preview: () => (state.step === 'columns' ? preview(state.choices) : Promise.resolve()),
      write: () => (state.step === 'preview' ? write(state.choices) : Promise.resolve()),
      cancel: () => cancel(state),
    },
  }
}

type Runs = {
  /** Ends whatever runs, and answers how to ask whether this run still counts. */
  readonly begin: () => () => boolean
}

/** An older run that comes back late finds a newer one and says nothing. */
function createRuns(): Runs {
  let latest = 0
  return {
    begin: () => {
      latest += 1
      const own = latest
      return () => own === latest
    },
  }
}

type ActionDeps = Runs & {
  readonly core: CoreClient
  readonly today: string
  readonly setState: (next: ImportState | ((state: ImportState) => ImportState)) => void
}

function createActions({ core, today, setState, begin }: ActionDeps) {
  const changeChoices = (change: (choices: Choices) => Choices): void =>
    setState(state => (state.step === 'columns' ? { ...state, choices: change(state.choices) } : state))

  return {
    read: async (source: ImportSource): Promise<void> => {
      const isCurrent = begin()
      setState({ step: 'reading', share: 0 })
      const read = await readSource(source, today, async share => {
        if (isCurrent()) setState({ step: 'reading', share })
        await pause()
        return isCurrent()
      })
      if (isCurrent()) setState(read)
    },
    choose: (index: number, field: string | null): void =>
      changeChoices(choices => withMatches(choices, chooseField(choices.matches, index, field))),
    order: (index: number, order: DateOrder): void =>
      changeChoices(choices => ({
        ...choices,
        orders: new Map([...choices.orders, [index, { order, by: 'person' }]]),
      })),
    mode: (mode: ImportMode): void => changeChoices(choices => ({ ...choices, mode })),
    preview: async (choices: Choices): Promise<void> => {
      const isCurrent = begin()
      const plan = await planRows(core, choices, isCurrent, done => setState({ step: 'planning', choices, done }))
      if (isCurrent() && plan !== null) setState({ step: 'preview', choices, plan, failure: null })
    },
    back: (): void => {
      begin()
      setState(state => ('choices' in state ? columnsAgain(state.choices) : state))
    },
    write: async (choices: Choices): Promise<void> => {
      const isCurrent = begin()
      setState({ step: 'writing', choices, done: 0, total: 0 })
      // Once more on the rows of this moment: sync may have brought some since the preview.
      const plan = await planRows(core, choices, isCurrent, () => undefined)
      if (plan === null) return
      const next = await writePlan(core, choices, plan, (done, total) => {
        if (isCurrent()) setState({ step: 'writing', choices, done, total })
      })
      if (isCurrent()) setState(next)
    },
    cancel: (state: ImportState): void => {
      if (state.step === 'writing' && state.total > 0) {
        // The core answers the import itself as cancelled, unless it is already written.
        void core.api.studio.cancelImport()
        return
      }
      begin()
      setState('choices' in state ? columnsAgain(state.choices) : { step: 'file', problem: null })
    },
    restart: (): void => {
      begin()
      setState({ step: 'file', problem: null })
    },
  }
}

async function readSource(
  source: ImportSource,
  today: string,
  between: (share: number) => Promise<boolean>,
): Promise<ImportState> {
  const failed = (problem: FileProblem): ImportState => ({ step: 'file', problem })
  if (source.size > fileBytesMax) return failed({ kind: 'too-large', bytes: source.size })
  const bytes = await source.bytes().catch(() => null)
  if (bytes === null) return failed({ kind: 'unreadable' })
  const decoded = decodeFile(bytes)
  if (!decoded.ok)
    return failed(decoded.error === 'too-large' ? { kind: 'too-large', bytes: bytes.length } : { kind: decoded.error })
  const { text, encoding, guessed } = decoded.value
  const table = await parseCsv(text, { between })
  if (!table.ok) return table.error.kind === 'stopped' ? { step: 'file', problem: null } : failed(table.error)
  const file = { name: source.name, table: table.value, encoding, guessed }
  const choices: Choices = { file, matches: [], orders: new Map(), mode: 'create-and-update' }
  return columnsAgain(withMatches(choices, matchColumns(table.value, today)))
}

function columnsAgain(choices: Choices): ImportState {
  return { step: 'columns', choices }
}

/** Orders chosen by hand stay while their column is a date. */
function withMatches(choices: Choices, matches: Choices['matches']): Choices {
  const found = findOrders(choices.file.table, matches, localeDateOrder(undefined))
  const orders = new Map(
    [...found].map(([index, finding]) => {
      const before = choices.orders.get(index)
      return [index, before?.by === 'person' ? before : finding]
    }),
  )
  return { ...choices, matches, orders }
}

function planRows(
  core: CoreClient,
  { file, matches, orders, mode }: Choices,
  isCurrent: () => boolean,
  tell: (done: number) => void,
): Promise<ImportPlan | null> {
  const input = { columns: chosenColumns(matches, orders), existing: core.store.rows.creators(), mode }
  return runPlan(file.table, input, async done => {
    tell(done)
    await pause()
    return isCurrent()
  })
}

async function writePlan(
  core: CoreClient,
  choices: Choices,
  plan: ImportPlan,
  tell: (done: number, total: number) => void,
): Promise<ImportState> {
  const { skip, refuse } = plan.counts
  const rows = planToRows(plan)
  if (rows.length === 0)
    return { step: 'done', counts: { created: 0, updated: 0, skipped: skip, refused: refuse }, undoes: null }
  tell(0, rows.length)
  const written = await core.api.studio.importRows(rows, progress => tell(progress.done, progress.total))
  if (!written.ok) return { step: 'preview', choices, plan, failure: written.error }
  const { created, updated, unchanged } = written.value
  const counts = { created, updated, skipped: skip + unchanged, refused: refuse }
  return { step: 'done', counts, undoes: core.store.state().undo.undo }
}
