import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import type { Updates } from '#client/platform/updates.ts'
import { CoreProvider, type CoreClient } from '#client/store/core-context.tsx'
import { ToastProvider } from '#client/ui/toast.tsx'
import { UiWordsProvider } from '#client/ui/ui-words.tsx'
import { words } from '#client/words/en.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { PhaseGate } from './phase-gate.tsx'
import { UpdatePrompt } from './update-prompt.tsx'

export type AppProps = { readonly core: CoreClient; readonly updates: Updates }

export function App({ core, updates }: AppProps) {
  return (
    <ErrorBoundary>
      <CSPProvider disableStyleElements>
        <UiWordsProvider value={words.ui}>
          <ToastProvider>
            <Tooltip.Provider>
              <CoreProvider value={core}>
                <PhaseGate />
                <UpdatePrompt updates={updates} />
              </CoreProvider>
            </Tooltip.Provider>
          </ToastProvider>
        </UiWordsProvider>
      </CSPProvider>
    </ErrorBoundary>
  )
}
