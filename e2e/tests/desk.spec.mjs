// The desk, absences and who comes alone: with the keyboard, and for everyone.
import { expect, test } from '@playwright/test'
import { account, cfaReferent, counsellor, signIn } from '../support/accounts.mjs'
import { refuseConsoleErrors, respectsEveryone } from '../support/quality.mjs'

test('the desk, absences and lists respect everyone', async ({ page }) => {
  test.setTimeout(180_000)
  const check = refuseConsoleErrors(page)
  await signIn(page, account({ role: 'manager' }))
  for (const address of ['/?tous=1', '/absences', '/jeunes?de=moi', '/jeunes?retard=1&de=tous', '/equipe/charge', '/aide']) {
    await respectsEveryone(page, address)
  }
  check()
})

test('a CFA welcomes who came alone, and is led to the referral', async ({ page }) => {
  test.setTimeout(120_000)
  const check = refuseConsoleErrors(page)
  await signIn(page, cfaReferent())
  await respectsEveryone(page, '/accueil')
  await page.getByLabel('Nom de naissance').fill('Exemplaire')
  await page.getByLabel('Prénom').fill('Octavie')
  await page.getByLabel('Date de naissance').fill('2007-03-04')
  await page.getByLabel('Commune').selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Continuer vers l’orientation' }).click()
  await expect(page).toHaveURL(/\/orienter$/)
  await expect(page.locator('main')).toContainText('Octavie')
  check()
})

test('keys act on the line of the desk that has the focus', async ({ page }) => {
  await signIn(page, counsellor())
  await page.goto('/?tous=1')
  const first = page.locator('.desk-item').first()
  const act = await first.locator('[data-row-act]').getAttribute('href')
  await page.keyboard.press('ArrowDown')
  await expect(first.locator('[data-row-link]')).toBeFocused()
  await page.keyboard.press('p')
  await expect(page.locator('.toast-line')).toBeVisible()
  await page.goto('/?tous=1')
  await page.keyboard.press('ArrowDown')
  const next = await page.locator('.desk-item').first().locator('[data-row-act]').getAttribute('href')
  expect(next).not.toBe(act)
  await page.keyboard.press('a')
  await expect(page).toHaveURL(new RegExp(next.split('#')[0].replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
})
