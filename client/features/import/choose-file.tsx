import { FileSpreadsheet } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { Banner } from '#client/ui/banner.tsx'
import { classNames } from '#client/ui/class-names.ts'
import { words } from '#client/words/en.ts'
import { fileBytesMax } from './decode-file.ts'
import type { FileProblem } from './import-state.ts'
import type { ImportSource } from './use-import.ts'

const say = words.importing

export type ChooseFileProps = {
  readonly problem: FileProblem | null
  readonly onFile: (source: ImportSource) => Promise<void>
}

export function ChooseFile({ problem, onFile }: ChooseFileProps) {
  const id = useId()
  const [isOver, setIsOver] = useState(false)
  usePaste(onFile)
  const take = (files: FileList | null): void => {
    const file = files?.[0]
    if (file !== undefined) void onFile(fileSource(file))
  }
  return (
    <div className="flex max-w-2xl flex-col gap-4 pt-2">
      {problem !== null && (
        <Banner tone="bad" live="alert" title={problemWords(problem)}>
          {say.nothingChanged}
        </Banner>
      )}
      <label
        htmlFor={id}
        className={classNames(
          'relative flex cursor-pointer flex-col items-start gap-3 rounded-lg border border-dashed px-6 py-8 transition-colors duration-100 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
          isOver ? 'border-accent bg-accent-soft' : 'border-control bg-surface hover:bg-hover',
        )}
      >
        <span className="flex items-center gap-2 font-medium">
          <FileSpreadsheet aria-hidden className="size-5 text-accent-text" strokeWidth={1.75} />
          {say.file.label}
        </span>
        <input
          id={id}
          type="file"
          aria-label={say.file.label}
          aria-describedby={`${id}-limit`}
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          className="absolute inset-0 size-full cursor-pointer opacity-0"
          // It covers the whole area, and takes what is dropped on it as if chosen.
          onDragEnter={() => setIsOver(true)}
          onDragLeave={() => setIsOver(false)}
          onDrop={() => setIsOver(false)}
          onChange={event => {
            take(event.currentTarget.files)
            // The same file, corrected meanwhile, counts as a change too.
            event.currentTarget.value = ''
          }}
        />
        <span className="text-base">
          <span className="font-medium text-accent-text underline underline-offset-2">{say.file.choose}</span>{' '}
          {say.file.drop}
        </span>
      </label>
      <div id={`${id}-limit`} className="text-sm text-muted">
        <p>{say.file.needs}</p>
        <p>{say.file.limit(fileBytesMax)}</p>
      </div>
    </div>
  )
}

/** Cells copied from a spreadsheet come as text between tabs. */
function usePaste(onFile: ChooseFileProps['onFile']): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const file = event.clipboardData?.files[0]
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (file !== undefined) void onFile(fileSource(file))
      else if (text.includes('\n')) void onFile(textSource(text))
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [onFile])
}

function fileSource(file: File): ImportSource {
  return { name: file.name, size: file.size, bytes: async () => new Uint8Array(await file.arrayBuffer()) }
}

function textSource(text: string): ImportSource {
  const bytes = new TextEncoder().encode(text)
  return { name: say.file.pasted, size: bytes.length, bytes: () => Promise.resolve(bytes) }
}

function problemWords(problem: FileProblem): string {
  switch (problem.kind) {
    case 'too-large':
      return say.problem['too-large'](problem.bytes, fileBytesMax)
    case 'unclosed-quote':
    case 'stray-quote':
      return say.problem[problem.kind](problem.line)
    case 'empty':
    case 'binary':
    case 'no-rows':
    case 'unreadable':
      return say.problem[problem.kind]
  }
}
