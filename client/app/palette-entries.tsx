import { useNavigate } from '@tanstack/react-router'
import {
  FileUp,
  Keyboard,
  Lock,
  Monitor,
  Moon,
  Plus,
  Redo2,
  RefreshCw,
  Sun,
  Undo2,
  type LucideIcon,
} from 'lucide-react'
import { useMemo, type ReactNode } from 'react'
import { fold } from '#shared/domain/search-text.ts'
import { chooseTheme } from '#client/platform/theme.ts'
import { CreatorAvatar } from '#client/parts/creator-avatar.tsx'
import { useCommand } from '#client/store/commands.ts'
import { useCore, useCreators, useUndo } from '#client/store/core-context.tsx'
import { searchRows } from '#client/store/search-index.ts'
import { useRun } from '#client/store/use-run.ts'
import { words } from '#client/words/en.ts'
import { destinations } from './navigation.tsx'

export type PaletteEntry = {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly leading: ReactNode
  readonly run: () => void
}
export type PaletteGroup = { readonly title: string; readonly entries: readonly PaletteEntry[] }

const creatorsAtMost = 8
const { palette } = words.shell

/** What fits the query; creators only once something is typed. */
export function usePaletteEntries(query: string, onShortcuts: () => void): readonly PaletteGroup[] {
  const creators = useCreatorEntries(query)
  const screens = useScreenEntries()
  const commands = useCommandEntries(onShortcuts)
  return useMemo(() => {
    const needle = fold(query.trim())
    const fits = (entry: PaletteEntry): boolean => needle.split(/\s+/u).every(word => fold(entry.label).includes(word))
    const groups = [
      { title: palette.creators, entries: creators },
      { title: palette.screens, entries: screens.filter(fits) },
      { title: palette.commands, entries: commands.filter(fits) },
    ]
    return groups.filter(group => group.entries.length > 0)
  }, [query, creators, screens, commands])
}

function useCreatorEntries(query: string): readonly PaletteEntry[] {
  const rows = useCreators()
  const navigate = useNavigate()
  const run = useRun()
  return useMemo(() => {
    if (query.trim() === '') return []
    const standing = rows.filter(row => row.deletedAt === null)
    return searchRows(query, standing)
      .slice(0, creatorsAtMost)
      .map(row => ({
        id: row.id,
        label: row.brandName,
        hint: row.creatorName,
        leading: <CreatorAvatar row={row} size="sm" />,
        run: () => run('navigate', () => navigate({ to: '/creators/$id', params: { id: row.id } })),
      }))
  }, [query, rows, navigate, run])
}

function useScreenEntries(): readonly PaletteEntry[] {
  const navigate = useNavigate()
  const run = useRun()
  return useMemo(
    () =>
      destinations.map(({ to, label, icon, key }) => ({
        id: `go-${key}`,
        label,
        hint: `g ${key}`,
        leading: leading(icon),
        run: () => run('navigate', () => navigate({ to })),
      })),
    [navigate, run],
  )
}

function useCommandEntries(onShortcuts: () => void): readonly PaletteEntry[] {
  const core = useCore()
  const navigate = useNavigate()
  const run = useRun()
  const { undo, redo } = useCommand()
  const undoState = useUndo()
  return useMemo(() => {
    const entry = (id: string, label: string, icon: LucideIcon, action: () => void): PaletteEntry => ({
      id,
      label,
      leading: leading(icon),
      run: action,
    })
    const go = (task: () => Promise<unknown>) => () => run('palette', task)
    return [
      entry(
        'new',
        palette.newCreator,
        Plus,
        go(() => navigate({ to: '/creators', search: { form: 'new' } })),
      ),
      entry(
        'import',
        palette.import,
        FileUp,
        go(() => navigate({ to: '/creators/import' })),
      ),
      ...(undoState.undo === null ? [] : [entry('undo', palette.undo(undoState.undo), Undo2, go(undo))]),
      ...(undoState.redo === null ? [] : [entry('redo', palette.redo(undoState.redo), Redo2, go(redo))]),
      entry(
        'sync',
        palette.syncNow,
        RefreshCw,
        go(() => core.api.syncNow()),
      ),
      entry(
        'lock',
        palette.lock,
        Lock,
        go(() => core.api.lock()),
      ),
      entry('light', palette.theme.light, Sun, () => chooseTheme('light')),
      entry('dark', palette.theme.dark, Moon, () => chooseTheme('dark')),
      entry('system', palette.theme.system, Monitor, () => chooseTheme('system')),
      entry('shortcuts', palette.shortcuts, Keyboard, onShortcuts),
    ]
  }, [core, navigate, onShortcuts, redo, run, undo, undoState])
}

function leading(Icon: LucideIcon): ReactNode {
  return (
    <span aria-hidden className="flex size-6 shrink-0 items-center justify-center text-muted">
      <Icon className="size-4" strokeWidth={1.75} />
    </span>
  )
}
