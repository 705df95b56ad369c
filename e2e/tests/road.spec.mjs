// The road to the contract: steps, pieces, search of a company, CV and letter.
import { expect, test } from '@playwright/test'
import { account, counsellor, signIn } from '../support/accounts.mjs'
import { axe, refuseConsoleErrors, respectsEveryone } from '../support/quality.mjs'

async function someone(page) {
  await page.goto('/jeunes?etape=accompanied')
  return page.locator('[data-row-link]').first().getAttribute('href')
}

test('a counsellor opens the road, asks for pieces and follows a company', async ({ page }) => {
  test.setTimeout(180_000)
  const check = refuseConsoleErrors(page)
  await signIn(page, counsellor())
  const person = await someone(page)
  await page.goto(person)
  await page.locator('#vers-le-contrat form button').click()
  await expect(page).toHaveURL(/vers-le-contrat/)
  await expect(page.locator('.toast-line').first()).toBeVisible()

  await page.locator('#pieces details summary').last().click()
  await page.locator('input[name=piece-identity]').check()
  await page.locator('input[name=piece-cv]').check()
  await page.locator('#pieces form[action$="/pieces"] .btn-next').click()
  await expect(page.locator('#pieces')).toContainText('2 pièces attendues')
  await page.locator('#pieces button[value=received]').first().click()
  await expect(page.locator('#pieces')).toContainText('Une pièce attendue')

  await page.locator('#f-nom').fill('Fournil de démonstration')
  await page.locator('#f-deja').selectOption('in_person')
  await page.locator('#entreprises form[action$="/entreprise"] .btn-next').click()
  await expect(page.locator('#entreprises')).toContainText('En attente d’une réponse')
  await page.locator('#entreprises summary', { hasText: 'Noter une réponse' }).click()
  await page.locator('input[name=reponse][value=promise]').check()
  await page.locator('form[action$="/reponse"] .btn-next').click()
  await expect(page.locator('#etapes')).toContainText('Promesse d’une entreprise')
  await page.locator('.toast-line button').first().click()
  await expect(page.locator('#entreprises')).toContainText('En attente d’une réponse')
  await respectsEveryone(page, `${person}/vers-le-contrat`)
  check()
})

test('a CV is attached, downloaded and refused when it is not what it says', async ({ page }) => {
  test.setTimeout(120_000)
  const check = refuseConsoleErrors(page)
  await signIn(page, account({ role: 'manager' }))
  const person = await someone(page)
  await page.goto(`${person}/vers-le-contrat`)
  await page.locator('#fichiers details summary').click()
  const cv = { name: 'cv.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') }
  await page.locator('#f-fichier').setInputFiles(cv)
  await page.locator('#fichiers form .btn-next').click()
  await expect(page.locator('#fichiers')).toContainText('cv.pdf')
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#fichiers a[download]').first().click()])
  expect(download.suggestedFilename()).toBe('cv.pdf')

  await page.locator('#fichiers details summary').click()
  const fake = { name: 'cv.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<script>alert(1)</script>') }
  await page.locator('#f-fichier').setInputFiles(fake)
  await page.locator('#fichiers form .btn-next').click()
  await expect(page.locator('#fichiers')).toContainText('n’est ni un PDF')
  await axe(page, 'a file refused')
  check()
})
