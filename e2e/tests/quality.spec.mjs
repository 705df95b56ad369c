// Every page: axe at two widths and two schemes, no layout shift, less than 150 kB, no console error.
import { expect, test } from '@playwright/test'
import { account as accountLike, cfaReferent, counsellor, signIn } from '../support/accounts.mjs'
import { refuseConsoleErrors, respectsEveryone, weight } from '../support/quality.mjs'

const pages = [
  ['Ma journée', '/'],
  ['Jeunes', '/jeunes'],
  ['Referrals', '/orientations'],
  ['Referrals closed', '/orientations?partie=terminees'],
  ['Jeunes, a search without answer', '/jeunes?q=zzzzzz'],
  ['Imports', '/imports'],
  ['A new import', '/imports/nouveau'],
  ['To assign', '/a-affecter'],
  ['Duplicates', '/doublons'],
  ['Duplicates set aside', '/doublons?etat=de-cote'],
  ['API', '/api'],
  ['Help', '/aide']
]

async function firstPerson(page) {
  await page.goto('/jeunes')
  return page.locator('[data-row-link]').first().getAttribute('href')
}

test('sign in respects everyone', async ({ page }) => {
  const check = refuseConsoleErrors(page)
  await respectsEveryone(page, '/connexion')
  check()
})

for (const [who, account] of [['counsellor', counsellor], ['CFA referent', cfaReferent]]) {
  for (const [name, path] of pages) {
    test(`${name} respects everyone (${who})`, async ({ page }) => {
      const check = refuseConsoleErrors(page)
      await signIn(page, account())
      await respectsEveryone(page, path)
      check()
    })
  }

  test(`a person's page respects everyone (${who})`, async ({ page }) => {
    const check = refuseConsoleErrors(page)
    await signIn(page, account())
    await respectsEveryone(page, await firstPerson(page))
    check()
  })
}

test('the steps of an import respect everyone', async ({ page }) => {
  test.setTimeout(90_000)
  const check = refuseConsoleErrors(page)
  await signIn(page, counsellor())
  await page.goto('/imports/nouveau')
  const file = [
    'N° dossier;Nom;Prénom;Date de naissance;Téléphone;N° Sécu;Situation',
    '9900021;Exemple;Alice;04/05/2007;01 99 00 00 01;;Emploi',
    '9900022;Exemple;Bruno;31/02/2006;01 99 00 00 02;;Vacances',
    '9900023;Exemple;Chloé;12/03/2008;01;;'
  ].join('\n')
  await page.locator('input[type=file]').setInputFiles({ name: 'regards.csv', mimeType: 'text/csv', buffer: Buffer.from(file, 'utf8') })
  await page.locator('main .btn-next').click()
  await expect(page).toHaveURL(/\/colonnes$/)
  const columns = page.url()
  const preview = columns.replace('colonnes', 'apercu')
  await respectsEveryone(page, columns)
  await respectsEveryone(page, preview)
  await page.locator('main form[action$="/confirmer"] button').click()
  await expect(page.locator('.tally-late dd')).toHaveText('1')
  await respectsEveryone(page, columns.replace('/colonnes', ''))
  check()
})

test('the keys of an organisation respect everyone', async ({ page }) => {
  const check = refuseConsoleErrors(page)
  const admin = accountLike({ role: 'administrator' })
  await page.goto('/connexion')
  await page.getByLabel('Adresse e-mail').fill(admin.email)
  await page.getByLabel('Mot de passe').fill(admin.password)
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await respectsEveryone(page, '/cles')
  check()
})

test('each page weighs less than 150 kB compressed, its assets included', async ({ page }) => {
  await signIn(page, counsellor())
  const paths = [...pages.map(([, path]) => path), await firstPerson(page)]
  for (const path of paths) {
    expect(await weight(page, path), path).toBeLessThan(150_000)
  }
})
