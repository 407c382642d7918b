export type ThemeChoice = 'light' | 'dark' | 'system'

/** Not the studio's data: a preference of this browser, that has to be known before anything is unlocked. */
const key = 'wlos-theme'
const groundByTheme = { light: '#faf8f4', dark: '#161412' } as const

export function themeChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(key)
    return stored === 'light' || stored === 'dark' ? stored : 'system'
  } catch {
    return 'system'
  }
}

export function chooseTheme(choice: ThemeChoice): void {
  try {
    if (choice === 'system') localStorage.removeItem(key)
    else localStorage.setItem(key, choice)
  } catch {
    // A browser that keeps nothing still shows the choice until the page is left.
  }
  show(choice)
  for (const listener of listeners) listener()
}

/** Shows the chosen theme and follows the system's. Called once, before the first paint. */
export function startTheme(): void {
  show(themeChoice())
  prefersDark().addEventListener('change', () => show(themeChoice()))
  addEventListener('storage', event => {
    if (event.key === key) show(themeChoice())
  })
}

export function subscribeTheme(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const listeners = new Set<() => void>()

function show(choice: ThemeChoice): void {
  const theme = choice === 'system' ? (prefersDark().matches ? 'dark' : 'light') : choice
  document.documentElement.dataset['theme'] = theme
  for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
    meta.setAttribute('content', groundByTheme[theme])
  }
}

function prefersDark(): MediaQueryList {
  return matchMedia('(prefers-color-scheme: dark)')
}
