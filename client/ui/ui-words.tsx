import { createContext, useContext } from 'react'

/** The few words that components say by themselves. The app hands them in from its catalogue. */
export type UiWords = {
  readonly close: string
  readonly clear: string
  readonly required: string
  readonly noMatches: string
  readonly remove: (what: string) => string
  readonly suggestions: (count: number) => string
  readonly notifications: string
}

const UiWordsContext = createContext<UiWords | null>(null)

export const UiWordsProvider = UiWordsContext.Provider

export function useUiWords(): UiWords {
  const words = useContext(UiWordsContext)
  if (words === null) throw new Error('UiWordsProvider is missing above this component')
  return words
}
