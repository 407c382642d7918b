import { useEffect, useState } from 'react'
import { useRun } from '#client/store/use-run.ts'

type Modules = readonly (readonly boolean[])[]

const quietZone = 2

/** One path of squares: no markup from a string. Always dark on light, which is what cameras read. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const run = useRun()
  const [modules, setModules] = useState<Modules | null>(null)
  useEffect(() => {
    run('draw the code', async () => {
      const { encode } = await import('uqr')
      setModules(encode(text, { ecc: 'M', border: 0 }).data)
    })
  }, [text, run])
  const size = (modules?.length ?? 0) + 2 * quietZone
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-28 shrink-0 rounded-sm bg-[#fff] print:size-36"
    >
      {modules !== null && <path d={squares(modules)} fill="#1d1a16" />}
    </svg>
  )
}

function squares(modules: Modules): string {
  return modules
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x + quietZone} ${y + quietZone}h1v1h-1z` : '')))
    .join('')
}
