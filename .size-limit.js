import { readFileSync } from 'node:fs'

/** What the browser must fetch before the first paint: the entry and its static imports, as index.html lists them. */
const folder = 'dist/client'
const html = readFileSync(`${folder}/index.html`, 'utf8')
const linked = pattern => [...html.matchAll(pattern)].map(([, path]) => `${folder}${path}`)

export default [
  {
    name: 'initial JavaScript',
    path: linked(/(?:src|href)="(\/assets\/[^"]+\.js)"/g),
    limit: '250 kB',
    gzip: true,
  },
  {
    name: 'initial CSS',
    path: linked(/href="(\/assets\/[^"]+\.css)"/g),
    limit: '30 kB',
    gzip: true,
  },
]
