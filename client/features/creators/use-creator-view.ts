import { useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import {
  noWords,
  parseCreatorSearch,
  searchToView,
  viewToSearch,
  wordsOf,
  type CreatorSearch,
  type CreatorView,
} from './creator-view.ts'
import { useListMemory } from './list-memory.tsx'

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Stands for the words of the list: list-memory.tsx. */
    listWords?: string
  }
}

export type ViewState = {
  readonly view: CreatorView
  readonly change: (view: CreatorView) => void
  /** `new`, a creator's id, or null where no form is open. */
  readonly form: string | null
  readonly openForm: (form: string | null) => void
}

/**
 * The view lives here and is mirrored to the address and, by a number, to the history: waiting for the router would cost a
 * frame a keystroke. An address that changes by itself (back, a link, the palette) wins.
 */
export function useCreatorView(): ViewState {
  const raw = useSearch({ strict: false })
  const place = useLocation({ select: location => location.state.listWords ?? null })
  const navigate = useNavigate()
  const memory = useListMemory()
  const own = useRef(place)
  const search: CreatorSearch = useMemo(() => parseCreatorSearch(raw), [raw])
  const address = addressOf(search, place)
  const read = () => searchToView(search, (place === null ? undefined : memory.words.get(place)) ?? noWords)
  const [view, setView] = useState(read)
  const written = useRef(address)

  useEffect(() => {
    if (address === written.current) return
    written.current = address
    own.current = place
    setView(read())
    // The address stands for all that is read.
    // eslint-disable-next-line react/exhaustive-deps
  }, [address])

  const keep = useCallback(
    (next: CreatorView) => {
      own.current ??= memory.next()
      memory.words.set(own.current, wordsOf(next))
      const target = viewToSearch(next)
      return { to: '/creators', search: target, state: { listWords: own.current } } as const
    },
    [memory],
  )
  const change = useCallback(
    (next: CreatorView) => {
      setView(next)
      const target = keep(next)
      written.current = addressOf(target.search, target.state.listWords)
      void navigate({ ...target, replace: true })
    },
    [keep, navigate],
  )
  const openForm = useCallback(
    (form: string | null) => {
      const target = keep(view)
      const withForm = form === null ? target.search : { ...target.search, form }
      written.current = addressOf(withForm, target.state.listWords)
      void navigate({ ...target, search: withForm, replace: form === null })
    },
    [keep, navigate, view],
  )
  return { view, change, form: search.form ?? null, openForm }
}

function addressOf(search: CreatorSearch, place: string | null): string {
  return JSON.stringify({ ...parseCreatorSearch(search), form: undefined, place })
}
