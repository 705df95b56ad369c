// Puts the frame around the bodies of mock/*.html into mock/out, with the built assets, to look at them.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const manifest = JSON.parse(readFileSync(join(here, '../dist/manifest.json'), 'utf8'))
const read = (name) => readFileSync(join(here, name), 'utf8')
mkdirSync(join(here, 'out'), { recursive: true })
for (const name of readdirSync(here).filter((file) => file.endsWith('.html') && !file.startsWith('_'))) {
  const body = read(name)
  const title = /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(body)[1].replace(/<[^>]+>/g, '').trim()
  const here_ = /<!-- rail: (\S+) -->/.exec(body)?.[1]
  let page = here_ ? read('_frame.html').replace('{{body}}', () => body) : body
  if (here_) page = page.replaceAll(`data-rail="${here_}"`, 'aria-current="page"').replaceAll(/ data-rail="\w+"/g, '')
  page = read('_document.html').replace('{{title}}', title).replace('{{body}}', () => page)
  for (const [asset, hashed] of Object.entries(manifest)) page = page.replaceAll(`/assets/${asset}`, `../../dist/${hashed}`)
  writeFileSync(join(here, 'out', name), page)
}
