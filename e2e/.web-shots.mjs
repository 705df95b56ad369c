import { chromium } from '@playwright/test'
import { AxeBuilder } from '@axe-core/playwright'
import { args, executablePath } from './browser.mjs'
const base = 'http://127.0.0.1:8091'
const browser = await chromium.launch({ executablePath, args })
const only = process.argv.slice(2)
for (const [width, who] of [[1280, 'conseil@ml.example'], [390, 'conseil@ml.example'], [1280, 'referent@cfa.example']]) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'fr-FR' })
  const page = await context.newPage()
  page.on('console', (m) => m.type() === 'error' && console.log(who, width, page.url(), m.text()))
  await page.goto(base + '/connexion')
  const tag = `${who.split('@')[0]}-${width}`
  const shot = async (name) => {
    if (only.length && !only.includes(name)) return
    await page.screenshot({ path: `/tmp/web-shots/${tag}-${name}.png`, fullPage: true })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    if (wide > 0) console.log(tag, name, wide, 'px too wide')
    const r = await new AxeBuilder({ page }).analyze()
    for (const v of r.violations) console.log(tag, name, v.id, v.nodes.length, v.nodes[0].html.slice(0, 160), v.nodes[0].any[0]?.message ?? '')
  }
  await shot('connexion')
  await page.fill('#email', who); await page.fill('#password', 'demonstration-2026')
  await page.click('button[type=submit]')
  await shot('journee')
  const first = await page.getAttribute('.desk-name', 'href').catch(() => null)
  await page.goto(base + '/?tous=1'); await shot('tous')
  await page.goto(base + '/jeunes'); await shot('jeunes')
  await page.goto(base + '/jeunes?etape=training_after_rupture'); await shot('filtre')
  const broken = await page.getAttribute('[data-row-link]', 'href').catch(() => null)
  if (first) { await page.goto(base + first); await shot('jeune') }
  if (broken) { await page.goto(base + broken); await shot('rupture') }
  if (first) { await page.goto(base + first + '?acte=contact'); await shot('acte'); await page.goto(base + first + '/confier'); await shot('confier') }
  await page.goto(base + '/aide'); await shot('aide')
  await page.goto(base + '/nulle'); await shot('erreur')
  await context.close()
}
await browser.close()
