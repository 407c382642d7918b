import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { parseCreatorSearch, searchToView, viewToSearch, type CreatorSearch, type CreatorView } from './creator-view.ts'

export type ViewState = {
  readonly view: CreatorView
  readonly change: (view: CreatorView) => void
  /** `new`, a creator's id, or null where no form is open. */
  readonly form: string | null
  readonly openForm: (form: string | null) => void
}

/**
 * The view lives here and is mirrored to the address: waiting for the router would cost a frame a keystroke. An address
 * that changes by itself (back, a link, the palette) wins.
 */
export function useCreatorView(): ViewState {
  const raw = useSearch({ strict: false })
  const navigate = useNavigate()
  const search: CreatorSearch = useMemo(() => parseCreatorSearch(raw), [raw])
  const address = useMemo(() => JSON.stringify({ ...search, form: undefined }), [search])
  const [view, setView] = useState(() => searchToView(raw))
  const written = useRef(address)

  useEffect(() => {
    if (address === written.current) return
    written.current = address
    setView(searchToView(search))
  }, [address, search])

  const change = useCallback(
    (next: CreatorView) => {
      setView(next)
      const target = viewToSearch(next)
      written.current = JSON.stringify({ ...parseCreatorSearch(target), form: undefined })
      void navigate({ to: '/creators', search: target, replace: true })
    },
    [navigate],
  )
  const openForm = useCallback(
    (form: string | null) => {
      const target = viewToSearch(view)
      void navigate({ to: '/creators', search: form === null ? target : { ...target, form }, replace: form === null })
    },
    [navigate, view],
  )
  return { view, change, form: search.form ?? null, openForm }
}
