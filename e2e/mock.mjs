// Pictures of the mock pages, and what axe finds in them: node mock.mjs [OUT] [page…]
import { createServer } from 'node:http'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { AxeBuilder } from '@axe-core/playwright'
import { args, executablePath } from './browser.mjs'

const front = join(dirname(fileURLToPath(import.meta.url)), '../front')
const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' }
const server = createServer((request, response) => {
  const path = normalize(new URL(request.url, 'http://x').pathname)
  try {
    const body = readFileSync(join(front, path))
    response.writeHead(200, {
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      'content-security-policy': "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'"
    })
    response.end(body)
  } catch {
    response.writeHead(404).end()
  }
})
await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
const base = `http://127.0.0.1:${server.address().port}/mock/out`

const out = process.argv[2] ?? 'mock-pictures'
const only = process.argv.slice(3)
mkdirSync(out, { recursive: true })
const browser = await chromium.launch({ executablePath, args })
let violations = 0
for (const file of readdirSync(join(front, 'mock/out'))) {
  const name = file.replace('.html', '')
  if (only.length > 0 && !only.includes(name)) continue
  for (const [width, colorScheme] of [[1280, 'light'], [1280, 'dark'], [390, 'light'], [390, 'dark']]) {
    const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme, locale: 'fr-FR' })
    const page = await context.newPage()
    page.on('console', (message) => message.type() === 'error' && console.log(`${name}: ${message.text()}`))
    await page.goto(`${base}/${file}`)
    await page.screenshot({ path: join(out, `${name}-${width}-${colorScheme}.png`), fullPage: true })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    if (wide > 0) console.log(`${name} ${width}: ${wide} px wider than the screen`)
    const result = await new AxeBuilder({ page }).analyze()
    for (const found of result.violations) {
      violations += 1
      console.log(`${name} ${width} ${colorScheme}: ${found.id}: ${found.nodes.length} × ${found.nodes[0].html.slice(0, 140)} ${found.nodes[0].any[0]?.message ?? ''}`)
    }
    await context.close()
  }
}
await browser.close()
server.close()
console.log(`${violations} violations`)
