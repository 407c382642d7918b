import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { launchBrowser } from './support/launch.ts'

/** Draws every PNG of `public/icons` from the one drawing in `public/favicon.svg`. */
const publicFolder = fileURLToPath(new URL('../public/', import.meta.url))
const ember = '#c2410c'
const paper = '#faf8f4'

type Icon = { file: string; size: number; svg: string }

const mark = await readMark()

/** Launchers cut a maskable icon to a circle of 80 %: the mark stays well inside, the colour runs to the edge. */
const maskable = frame(`<rect width="512" height="512" fill="${ember}"/>${scaled(mark, 0.68)}`)
const tile = frame(`<rect width="512" height="512" rx="116" fill="${ember}"/>${mark}`)

const glyphs = {
  today:
    '<circle cx="256" cy="256" r="86"/><path d="M256 84v40M256 388v40M84 256h40M388 256h40M134 134l28 28M350 350l28 28M134 378l28-28M350 162l28-28"/>',
  creators:
    '<circle cx="200" cy="188" r="70"/><path d="M76 404c0-72 52-112 124-112s124 40 124 112M330 126c42 4 66 32 66 64s-24 60-66 64M380 300c40 16 60 52 60 104"/>',
  'new-creator':
    '<circle cx="210" cy="188" r="70"/><path d="M86 404c0-72 52-112 124-112 30 0 56 7 77 20M380 300v120M320 360h120"/>',
}

const icons: Icon[] = [
  ...[32, 192, 512].map(size => ({ file: `icon-${size}`, size, svg: tile })),
  { file: 'maskable-512', size: 512, svg: maskable },
  {
    file: 'apple-touch-180',
    size: 180,
    svg: frame(`<rect width="512" height="512" fill="${ember}"/>${scaled(mark, 0.86)}`),
  },
  { file: 'monochrome-512', size: 512, svg: frame(scaled(mark.replaceAll(paper, '#fff'), 0.8)) },
  ...Object.entries(glyphs).map(([name, paths]) => ({ file: `shortcut-${name}`, size: 96, svg: shortcut(paths) })),
]

const browser = await launchBrowser()
const page = await browser.newPage()
for (const icon of icons) {
  await page.setViewportSize({ width: icon.size, height: icon.size })
  await page.setContent(`<style>*{margin:0}svg{display:block;width:100vw;height:100vh}</style>${icon.svg}`)
  await writeFile(`${publicFolder}icons/${icon.file}.png`, await page.screenshot({ omitBackground: true }))
}
await browser.close()

async function readMark(): Promise<string> {
  const drawing = await readFile(`${publicFolder}favicon.svg`, 'utf8')
  const path = /<path[^>]*\/>/.exec(drawing)?.[0]
  if (path === undefined) throw new Error('favicon.svg has no path')
  return path
}

function frame(content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">${content}</svg>`
}

function scaled(content: string, factor: number): string {
  const offset = 256 * (1 - factor)
  return `<g transform="translate(${offset} ${offset}) scale(${factor})">${content}</g>`
}

function shortcut(paths: string): string {
  const glyph = `<g fill="none" stroke="${paper}" stroke-width="38" stroke-linecap="round" stroke-linejoin="round">${paths}</g>`
  return frame(`<rect width="512" height="512" rx="256" fill="${ember}"/>${scaled(glyph, 0.66)}`)
}
