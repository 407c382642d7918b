import { Link } from '@tanstack/react-router'
import { words } from '#client/words/en.ts'
import { problemWords } from '#client/words/problems.ts'
import type { FormProblem } from './use-creator-form.ts'

/** What is wrong with a field; another record's address comes with the way to that record. */
export function ProblemText({ problem }: { readonly problem: FormProblem }) {
  if (problem.code === 'picture') return words.pictures.refused(problem.failure)
  if (problem.code !== 'duplicate') return problemWords(problem)
  const { existing } = problem
  return (
    <>
      {words.creators.form.duplicate}{' '}
      <Link to="/creators/$id" params={{ id: existing.id }} className="font-medium underline underline-offset-2">
        {existing.brandName}
      </Link>
      .
    </>
  )
}
