import { Component, type ErrorInfo, type ReactNode } from 'react'
import { words } from '#client/words/en.ts'
import { MessageScreen } from './message-screen.tsx'

type State = { readonly error: Error | null }

/** The last resort: says what is safe, and offers to load the page again. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null }

  static getDerivedStateFromError(error: Error): State {
    return { error }
  }

  override componentDidCatch(error: Error, _info: ErrorInfo): void {
    reportError(error)
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    return (
      <MessageScreen
        title={words.shell.crashed.title}
        text={words.shell.crashed.text}
        action={{ label: words.shell.reload, run: () => location.reload() }}
      >
        <details className="mt-4 text-left text-sm text-muted">
          <summary>{words.shell.crashed.details}</summary>
          <pre className="mt-2 max-h-48 overflow-auto whitespace-pre-wrap rounded-md bg-sunken p-3 font-mono text-xs">
            {error.name}: {error.message}
          </pre>
        </details>
      </MessageScreen>
    )
  }
}
