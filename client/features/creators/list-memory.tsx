import { createContext, useContext } from 'react'
import type { ListWords } from './creator-view.ts'

/**
 * What the entries of the browser's history searched for. Addresses and states of history are written to the disk in the
 * clear: they hold a number, and what it stands for is gone when the studio locks.
 */
export type ListMemory = {
  readonly next: () => string
  readonly words: Map<string, ListWords>
}

/** `session` tells the numbers of this one from those that the history kept of an earlier one. */
export function createListMemory(session: number): ListMemory {
  let count = 0
  return {
    words: new Map(),
    next: () => {
      count += 1
      return `${session}-${count}`
    },
  }
}

const ListMemoryContext = createContext<ListMemory | null>(null)

export const ListMemoryProvider = ListMemoryContext.Provider

export function useListMemory(): ListMemory {
  const memory = useContext(ListMemoryContext)
  if (memory === null) throw new Error('ListMemoryProvider is missing above this component')
  return memory
}
