// What a new user does on the first day.
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { account, cfaReferent, counsellor, signIn, signOut } from '../support/accounts.mjs'

test('a counsellor finds the most urgent young person, and why', async ({ page }) => {
  await signIn(page, counsellor())
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Ma journée')
  const first = page.locator('.desk-item').first()
  // A full sentence, a due badge with words, one act.
  await expect(first.locator('.desk-reason')).toHaveText(/\S+ \S+ \S+.*[.]\s*$/)
  await expect(first.locator('.due')).toHaveText(/\S/)
  await expect(first.locator('.btn-next')).toBeVisible()
  const name = (await first.locator('[data-row-link]').textContent()).trim()
  await first.locator('[data-row-link]').click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
  await expect(page.locator('.line-picture')).toBeVisible()
  await expect(page.locator('.line-list .line-step.is-now')).toHaveCount(1)
})

test('on a phone the line of the pathway stands up', async ({ page }) => {
  await signIn(page, counsellor())
  await page.setViewportSize({ width: 390, height: 844 })
  await page.locator('.desk-item [data-row-link]').first().click()
  await expect(page.locator('.line-picture')).toBeHidden()
  await expect(page.locator('.line-list')).toBeVisible()
})

test('the CFA sees the same person as the Mission Locale', async ({ page }) => {
  // Of the demonstration's stories, the one of a rupture: the first line of the desk changes as others act.
  await signIn(page, counsellor())
  await page.goto('/jeunes?q=recit-patisse')
  const href = await page.locator('[data-row-link]').first().getAttribute('href')
  await page.goto(href)
  const title = await page.getByRole('heading', { level: 1 }).textContent()
  await expect(page.locator('.care.is-cma h3')).toHaveText(cfaReferent().organisation)
  await signOut(page)

  await signIn(page, cfaReferent())
  await page.goto(href)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
  await expect(page.locator('.care.is-ml h3')).toHaveText(counsellor().organisation)
})

test('a person whom the CFA does not know is not found there', async ({ page }) => {
  await signIn(page, counsellor())
  await page.goto('/jeunes?etape=accompanied')
  const href = await page.locator('[data-row-link]').first().getAttribute('href')
  expect((await page.goto(href)).status()).toBe(200)
  await signOut(page)
  await signIn(page, cfaReferent())
  expect((await page.goto(href)).status()).toBe(404)
})

test('an act is told, changes the desk, and is taken back', async ({ page }) => {
  await signIn(page, counsellor())
  const first = page.locator('.desk-item').first()
  const before = await first.innerText()
  await first.locator('.btn-next').click()
  await page.getByLabel('Téléphone', { exact: true }).check()
  await page.locator('form[action$="/contact"] button').last().click()
  await expect(page).toHaveURL(/\/$/)
  await expect(page.locator('.toast-line')).toBeVisible()
  expect(await first.innerText()).not.toBe(before)
  await page.locator('.toast-line button').first().click()
  await expect.poll(() => first.innerText()).toBe(before)
})

test('three kinds of errors give three remedies, and the rows come back', async ({ page }) => {
  await signIn(page, counsellor())
  await page.goto('/imports/nouveau')
  const file = [
    'N° dossier;Nom;Prénom;Date de naissance;Commune;Téléphone;Commentaires',
    '9900001;Exemple;Alice;04/05/2007;Montreuil;01 99 00 00 01;à revoir',
    '9900002;Exemple;Bruno;31/02/2006;Montreuil;01 99 00 00 02;',
    '9900003;;Chloé;12/03/2008;Montreuil;01 99 00 00 03;',
    '9900001;Exemple;David;12/03/2007;Montreuil;01 99 00 00 04;'
  ].join('\r\n')
  await page.locator('input[type=file]').setInputFiles({ name: 'essai.csv', mimeType: 'text/csv', buffer: Buffer.from(file, 'utf8') })
  await page.locator('main .btn-next').click()

  await expect(page).toHaveURL(/\/imports\/[^/]+\/colonnes$/)
  await expect(page.getByText('Commentaires').first()).toBeVisible()
  await page.locator('main .btn-next').click()

  await expect(page).toHaveURL(/\/apercu$/)
  await expect(page.locator('.remedy')).toHaveCount(3)
  const remedies = await page.locator('.remedy-how').allTextContents()
  expect(new Set(remedies).size).toBe(3)
  await page.locator('main .btn-next').click()

  await expect(page).toHaveURL(/\/imports\/[^/]+$/)
  await expect(page.locator('.tally-late dd')).toHaveText('3')
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('a[href$="/erreurs.csv"]').click()])
  const rows = readFileSync(await download.path(), 'utf8').trim().split(/\r?\n/)
  expect(rows).toHaveLength(4)
  for (const number of ['9900002', '9900003', '9900001']) expect(rows.join('\n')).toContain(number)
})

test('a file that is too large is refused before it is sent', async ({ page }) => {
  await signIn(page, counsellor())
  await page.goto('/imports/nouveau')
  const input = page.locator('input[type=file]')
  await input.evaluate((element) => {
    element.dataset.maxMegabytes = '0.00001'
  })
  await input.setInputFiles({ name: 'gros.csv', mimeType: 'text/csv', buffer: Buffer.from('N° dossier;Nom\n1;A\n', 'utf8') })
  expect(await input.evaluate((element) => element.validationMessage)).toContain('200')
  await page.locator('main .btn-next').click()
  await expect(page).toHaveURL(/\/imports\/nouveau$/)
})

test('a payload of the national API is seen on screen', async ({ page, request }) => {
  // The key's line in demo-accounts.json also says the establishment it may write for.
  const key = account({ role: 'api_key' })
  const item = {
    ...JSON.parse(readFileSync(new URL('../support/learner.json', import.meta.url), 'utf8')),
    etablissement_responsable_uai: key.uai,
    etablissement_formateur_uai: key.uai,
    etablissement_responsable_siret: key.siret,
    etablissement_formateur_siret: key.siret
  }
  const answer = await request.post('/api/v3/dossiers-apprenants', {
    headers: { authorization: `Bearer ${key.password}` },
    data: [item]
  })
  expect(answer.status()).toBe(200)
  const { data } = await answer.json()
  expect(data[0].validation_errors ?? []).toEqual([])

  await signIn(page, cfaReferent())
  await page.goto(`/jeunes?q=${encodeURIComponent(item.nom_apprenant)}`)
  await expect(page.locator('[data-row-link]').first()).toContainText(new RegExp(item.nom_apprenant, 'i'))
})

test('the API refuses in JSON: no key, too many items, not JSON', async ({ request }) => {
  const url = '/api/v3/dossiers-apprenants'
  const nobody = await request.post(url, { data: [] })
  expect(nobody.status()).toBe(401)
  expect(Object.keys(await nobody.json())).toContain('code')
  const headers = { authorization: `Bearer ${account({ role: 'api_key' }).password}` }
  expect((await request.post(url, { headers, data: Array(2001).fill({}) })).status()).toBe(413)
  expect((await request.post(url, { headers: { ...headers, 'content-type': 'text/plain' }, data: 'x' })).status()).toBe(415)
})

test('the page is read without JavaScript', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: process.env.TDU_URL })
  const page = await context.newPage()
  const who = counsellor()
  await page.goto('/connexion')
  await page.getByLabel('Adresse e-mail').fill(who.email)
  await page.getByLabel('Mot de passe').fill(who.password)
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await expect(page.locator('.desk-item').first()).toBeVisible()
  await context.close()
})

test('the health page answers', async ({ request }) => {
  expect((await request.get('/sante')).ok()).toBe(true)
})
