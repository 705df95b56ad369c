// People's rights and who watches over them, from the pages of each; every page is everyone's.
import { expect, test } from '@playwright/test'
import { account, cfaReferent, signIn } from '../support/accounts.mjs'
import { axe, refuseConsoleErrors, respectsEveryone } from '../support/quality.mjs'

const manager = () => account({ role: 'manager' })
const officer = () => account({ role: 'data_protection_officer', organisation_kind: 'ml' })

const PEOPLE = [
  { number: '9960101', last: 'Kerzoncuf', first: 'Azilis', born: '2007-03-19', phone: '01 99 00 61 01' },
  { number: '9960202', last: 'Le Bihannic', first: 'Goulven', born: '2006-08-02', phone: '01 99 00 61 02' },
  { number: '9960303', last: 'Tanguy-Roux', first: 'Enora', born: '2008-01-27', phone: '01 99 00 61 03' }
]
const [asked, , gone] = PEOPLE

/** A page that only an act shows, at both widths. */
async function asShown(page, look) {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 })
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(wider, `${look} at ${width}: wider than the screen`).toBeLessThanOrEqual(0)
    await axe(page, `${look} at ${width}`)
    if (process.env.TDU_SHOTS) await page.screenshot({ path: `${process.env.TDU_SHOTS}/${look}-${width}.png`, fullPage: true })
  }
  await page.setViewportSize({ width: 1280, height: 844 })
}

/** People known to one Mission Locale alone; those of an earlier try stay as they are. */
async function bringIn(page) {
  await page.goto('/imports/nouveau')
  const day = ({ born }) => born.split('-').reverse().join('/')
  const lines = PEOPLE.map((one) => `${one.number};${one.last};${one.first};${day(one)};29000;${one.phone}`)
  const file = ['N° dossier;Nom;Prénom;Date de naissance;Code postal;Téléphone', ...lines].join('\n')
  await page.locator('input[type=file]').setInputFiles({ name: 'droits.csv', mimeType: 'text/csv', buffer: Buffer.from(file, 'utf8') })
  await page.locator('main .btn-next').click()
  await expect(page).toHaveURL(/\/colonnes$/)
  await page.goto(page.url().replace('colonnes', 'apercu'))
  await page.locator('main form[action$="/confirmer"] button').click()
  await expect(page.locator('.tally')).toBeVisible()
}

async function seek(page, address, { last, first, born }) {
  await page.goto(address)
  await page.getByLabel('Nom', { exact: true }).fill(last)
  await page.getByLabel('Prénom').fill(first)
  await page.getByLabel('Date de naissance').fill(born)
  await page.locator('main .btn-next').first().click()
}

async function as(browser, who) {
  const context = await browser.newContext({ locale: 'fr-FR' })
  const page = await context.newPage()
  await signIn(page, who)
  return page
}

test.describe.configure({ mode: 'serial' })

test('the pages of a data protection officer respect everyone', async ({ page }) => {
  test.setTimeout(240_000)
  const check = refuseConsoleErrors(page)
  await signIn(page, officer())
  const addresses = ['/droits', '/registre', '/oppositions', '/conservation', '/archive-restreinte', '/acces-exceptionnels']
  for (const address of addresses) {
    await respectsEveryone(page, address)
    await asShown(page, address.slice(1))
  }
  await seek(page, '/archive-restreinte', gone)
  await expect(page.getByText('Aucun dossier archivé')).toBeVisible()
  await asShown(page, 'archive-restreinte-cherchee')
  check()
})

test('the retention stops at a button, and goes on at another', async ({ page }) => {
  const check = refuseConsoleErrors(page)
  await signIn(page, officer())
  await page.goto('/conservation')
  await page.locator('button[name=marche][value=non]').click()
  await expect(page.getByText('Arrêté par')).toBeVisible()
  await asShown(page, 'conservation-arretee')
  await page.locator('button[name=marche][value=oui]').click()
  await expect(page.getByText('par petites parties')).toBeVisible()
  check()
})

test('an access is asked for, accepted, used and withdrawn', async ({ browser, page }) => {
  test.setTimeout(120_000)
  const check = refuseConsoleErrors(page)
  await signIn(page, manager())
  await bringIn(page)
  const cfa = await as(browser, cfaReferent())
  await seek(cfa, '/demandes/chercher', asked)
  await expect(cfa.getByText('A. K.')).toBeVisible()
  await expect(cfa.locator('main article')).not.toContainText('Kerzoncuf')
  await asShown(cfa, 'chercher-trouve')
  await cfa.getByLabel('Pourquoi avez-vous besoin').fill('Elle se présente à l’accueil du CFA.')
  await cfa.getByRole('button', { name: 'Demander l’accès' }).click()

  await page.goto('/demandes')
  await asShown(page, 'demandes-recues')
  await page.locator('article', { hasText: 'Kerzoncuf' }).getByRole('button', { name: 'Accepter' }).click()
  await page.goto('/demandes')
  await expect(page.locator('#accordes')).toBeVisible()
  await asShown(page, 'acces-accordes')

  await seek(cfa, '/demandes/chercher', asked)
  await cfa.locator('main article a').click()
  await expect(cfa.locator('h1')).toContainText('Kerzoncuf')
  const file = cfa.url()
  await page.goto(`${new URL(file).pathname}/consultations`)
  await expect(page.locator('tbody')).toContainText('Fiche')
  await respectsEveryone(page, `${new URL(file).pathname}/consultations`)
  await asShown(page, 'consultations')

  await page.goto('/demandes')
  const given = page.locator('article[aria-labelledby^="g-"]', { hasText: 'Kerzoncuf' })
  await given.locator('summary').click()
  await given.getByRole('button', { name: 'Retirer l’accès' }).click()
  const closed = await cfa.goto(file)
  expect(closed.status()).toBe(404)
  await cfa.context().close()
  check()
})

test('an objection is recorded, and answered by the officer', async ({ browser, page }) => {
  test.setTimeout(120_000)
  const check = refuseConsoleErrors(page)
  await signIn(page, manager())
  await page.goto('/jeunes?q=bihannic')
  const person = await page.locator('[data-row-link]').first().getAttribute('href')
  await respectsEveryone(page, `${person}/opposition`)
  await asShown(page, 'opposition')
  await page.locator('input[name=portee]').first().check()
  await page.locator('input[name=motif]').first().check()
  await page.getByRole('button', { name: 'Noter l’opposition' }).click()
  await expect(page.locator('.toast-line')).toBeVisible()

  const watcher = await as(browser, officer())
  await watcher.goto('/oppositions')
  await asShown(watcher, 'oppositions-a-repondre')
  await watcher.locator('article').first().locator('button', { hasText: 'Accepter' }).click()
  await expect(watcher.locator('.toast-line')).toBeVisible()
  await watcher.context().close()
  check()
})

test('someone’s archive and journal are taken away, then the person is erased', async ({ page }) => {
  test.setTimeout(120_000)
  const check = refuseConsoleErrors(page)
  await signIn(page, officer())
  await seek(page, '/droits', gone)
  await expect(page.locator('main article')).toContainText('Enora')
  await asShown(page, 'droits-trouve')
  for (const [button, kind] of [['Emporter l’archive', /\.zip$/], ['Journal pour un tribunal', /\.zip$/]]) {
    const arriving = page.waitForEvent('download')
    await page.getByRole('button', { name: button }).click()
    expect((await arriving).suggestedFilename()).toMatch(kind)
  }
  await page.getByRole('link', { name: 'Effacer cette personne' }).click()
  await respectsEveryone(page, new URL(page.url()).pathname)
  await asShown(page, 'effacer')
  await page.locator('#f-raison').fill('à sa demande')
  await page.locator('#f-mot').fill('effacer')
  await page.getByRole('button', { name: 'Effacer', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('EFFACER')
  await asShown(page, 'effacer-refuse')
  await page.locator('#f-raison').fill('à sa demande')
  await page.locator('#f-mot').fill('EFFACER')
  await page.getByRole('button', { name: 'Effacer', exact: true }).click()
  await expect(page).toHaveURL(/\/droits$/)
  await seek(page, '/droits', gone)
  await expect(page.getByText('Aucun jeune de votre organisme')).toBeVisible()
  check()
})
