// Builds front/dist: app.css, app.js, icons.svg, favicon.svg and logo.svg, each under a name
// that holds a digest of its content, with .br and .gz twins and a manifest.json.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'
import * as sass from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const dist = join(here, 'dist')
const text = (...path) => readFileSync(join(here, ...path), 'utf8')

function stylesheet() {
  const { css } = sass.compile(join(here, 'src/app.scss'), {
    loadPaths: [join(here, 'node_modules')],
    quietDeps: true
  })
  return esbuild.transformSync(css, { loader: 'css', minify: true, legalComments: 'none' }).code
}

function script() {
  const result = esbuild.buildSync({
    entryPoints: [join(here, 'src/app.js')],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    write: false
  })
  return result.outputFiles[0].text
}

/** The icons of icons.txt, and our mark, as one sprite. */
function sprite() {
  const names = text('icons.txt').split('\n').filter((line) => line && !line.startsWith('#'))
  const symbols = names.map((name) => {
    let svg
    try {
      svg = text('node_modules/@tabler/icons/icons/outline', `${name}.svg`)
    } catch {
      throw new Error(`icons.txt: @tabler/icons has no outline icon named '${name}'; see its icons/outline folder`)
    }
    const paths = svg
      .replace(/^[\s\S]*?<svg[^>]*>/, '')
      .replace(/<\/svg>\s*$/, '')
      .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, '')
      .replace(/\s+/g, ' ')
      .trim()
    return `<symbol id="${name}" viewBox="0 0 24 24">${paths}</symbol>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`
}

function build() {
  const files = {
    'app.css': stylesheet(),
    'app.js': script(),
    'icons.svg': sprite(),
    'favicon.svg': text('static/favicon.svg'),
    'logo.svg': text('static/logo.svg')
  }
  // Emptied, not removed: a watcher or a mount on the folder stays valid.
  mkdirSync(dist, { recursive: true })
  for (const old of readdirSync(dist)) rmSync(join(dist, old))
  const manifest = {}
  let compressed = 0
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content)
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 10)
    const hashed = name.replace('.', `-${digest}.`)
    const gz = gzipSync(bytes, { level: 9 })
    const br = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })
    writeFileSync(join(dist, hashed), bytes)
    writeFileSync(join(dist, `${hashed}.gz`), gz)
    writeFileSync(join(dist, `${hashed}.br`), br)
    manifest[name] = hashed
    compressed += gz.length
    console.log(`${name.padEnd(12)} ${String(bytes.length).padStart(7)} B   gzip ${String(gz.length).padStart(6)}   brotli ${String(br.length).padStart(6)}`)
  }
  // Last: its presence says that the folder is complete.
  writeFileSync(join(dist, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  if (compressed > 65_000) throw new Error(`the assets weigh ${compressed} bytes gzipped; keep them under 65,000 so that a page stays under 150 kB`)
}

build()
if (process.argv.includes('--watch')) {
  let timer
  const again = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      try {
        build()
      } catch (error) {
        console.error(error.message)
      }
    }, 50)
  }
  watch(join(here, 'src'), again)
  watch(join(here, 'icons.txt'), again)
}
