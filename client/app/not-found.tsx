import { Link } from '@tanstack/react-router'
import { EmptyState } from '#client/ui/empty-state.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { words } from '#client/words/en.ts'

export function NotFound() {
  const { title, text, home } = words.shell.notFound
  return (
    <EmptyState
      title={title}
      level={1}
      actions={
        <Link to="/" className={buttonClass('primary', 'md')}>
          {home}
        </Link>
      }
    >
      {text}
    </EmptyState>
  )
}
