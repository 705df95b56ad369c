// Doublons: two records, a decision by a letter, its undo.
import { expect, test } from '@playwright/test'
import { counsellor, signIn } from '../support/accounts.mjs'
import { refuseConsoleErrors, respectsEveryone } from '../support/quality.mjs'

/** Unless a doubt waits already: files that agree on names and birth date, and on nothing else. */
async function raiseDoubt(page) {
  await page.goto('/doublons')
  if ((await page.locator('.doubt-acts').count()) > 0) return
  await page.goto('/imports/nouveau')
  const file = [
    'N° dossier;Nom;Prénom;Date de naissance;Code postal;Téléphone',
    '9910309;Bizouarn;Katell;17/07/2007;92000;01 99 00 70 41',
    '9927140;Bizouarn;Katell;17/07/2007;75013;01 99 00 58 12',
    '9931862;Guivarch;Tugdual;29/03/2006;92000;01 99 00 70 51',
    '9947315;Guivarch;Tugdual;29/03/2006;77100;01 99 00 84 63'
  ].join('\n')
  await page.locator('input[type=file]').setInputFiles({ name: 'ressemblance.csv', mimeType: 'text/csv', buffer: Buffer.from(file, 'utf8') })
  await page.locator('main .btn-next').click()
  await expect(page).toHaveURL(/\/colonnes$/)
  await page.goto(page.url().replace('colonnes', 'apercu'))
  await page.locator('main form[action$="/confirmer"] button').click()
  await expect(page.locator('.tally')).toBeVisible()
}

const chances = (page) => page.locator('.doubt h2')
const address = (page) => page.locator('.doubt-acts').getAttribute('action')

test('a doubt is decided with the keyboard, and taken back', async ({ page }) => {
  test.setTimeout(90_000)
  const check = refuseConsoleErrors(page)
  await signIn(page, counsellor())
  await raiseDoubt(page)
  await respectsEveryone(page, '/doublons')
  await page.setViewportSize({ width: 1280, height: 844 })
  await expect(chances(page)).toContainText('que ce soit la même personne')
  await page.locator('details summary', { hasText: 'Comment ce chiffre est calculé' }).click()
  await expect(page.locator('.doubt-how')).toContainText('Probabilité')

  // A letter typed in a field is a letter.
  const first = await address(page)
  await page.keyboard.press('/')
  await page.keyboard.type('mds')
  await expect(page.locator('[data-search]')).toHaveValue('mds')
  expect(await address(page)).toBe(first)
  await page.keyboard.press('Escape')

  for (const [key, said] of [['m', 'Une seule personne'], ['d', 'Deux personnes']]) {
    await page.goto('/doublons')
    const decided = await address(page)
    await page.keyboard.press(key)
    await expect(page.locator('.toast-line')).toContainText(said)
    if ((await page.locator('.doubt-acts').count()) > 0) expect(await address(page)).not.toBe(decided)
    await page.locator('.toast-line button').click()
    await expect(page.locator('.toast-line')).toContainText('C’est annulé')
    expect(await address(page)).toBe(decided)
  }

  await page.keyboard.press('s')
  await expect(page.locator('.toast-line')).toContainText('Mis de côté')
  await page.locator('.toast-line').getByRole('button', { name: 'Annuler' }).click()
  await expect(page.locator('.toast-line')).toContainText('de nouveau à trancher')
  expect(await address(page)).toBe(first)
  await page.keyboard.press('s')
  await expect(page.locator('.toast-line')).toContainText('Mis de côté')
  await page.goto('/doublons?etat=de-cote')
  expect(await address(page)).toBe(first)
  await page.getByRole('button', { name: 'Reprendre' }).click()
  await expect(page.locator('.toast-line')).toContainText('de nouveau à trancher')
  check()
})

test('without script every decision still works', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await signIn(page, counsellor())
  await raiseDoubt(page)
  await page.goto('/doublons')
  await page.getByRole('button', { name: 'Je ne sais pas' }).click()
  await expect(page.locator('.toast-line')).toContainText('Mis de côté')
  await page.goto('/doublons?etat=de-cote')
  await page.getByRole('button', { name: 'Reprendre' }).click()
  await expect(page.locator('.toast-line')).toContainText('de nouveau à trancher')
  await context.close()
})
