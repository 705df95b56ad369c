// What the two staffs do together, in two browsers side by side; each page is everyone's.
import { expect, test } from '@playwright/test'
import { account, cfaReferent, counsellor, signIn } from '../support/accounts.mjs'
import { refuseConsoleErrors, respectsEveryone } from '../support/quality.mjs'

async function firstPerson(page) {
  await page.goto('/jeunes')
  return page.locator('[data-row-link]').first().getAttribute('href')
}

test('pages about people of a team respect everyone', async ({ page }) => {
  test.setTimeout(180_000)
  const check = refuseConsoleErrors(page)
  await signIn(page, account({ role: 'manager' }))
  for (const address of ['/agenda', '/agenda/adresse', '/messages', '/freins', '/equipe/charge', '/notifications', '/signaux-faibles', '/conservation']) {
    await respectsEveryone(page, address)
  }
  check()
})

test('what is done about someone respects everyone', async ({ page }) => {
  test.setTimeout(180_000)
  const check = refuseConsoleErrors(page)
  await signIn(page, account({ role: 'manager' }))
  const person = await firstPerson(page)
  for (const part of ['/taches', '/fil', '/rendez-vous', '/rappel', '/orienter']) await respectsEveryone(page, `${person}${part}`)
  check()
})

test('a contract followed together respects everyone', async ({ page }) => {
  test.setTimeout(180_000)
  const check = refuseConsoleErrors(page)
  await signIn(page, cfaReferent())
  await page.goto('/jeunes?etape=in_contract')
  const person = await page.locator('[data-row-link]').first().getAttribute('href')
  for (const part of ['/contrat', '/rupture']) await respectsEveryone(page, `${person}${part}`)
  check()
})

test('people ticked in the list are put off together, and brought back', async ({ page }) => {
  const check = refuseConsoleErrors(page)
  await signIn(page, counsellor())
  await page.goto('/jeunes')
  await page.locator('[data-tick]').nth(0).check()
  await page.locator('[data-tick]').nth(1).check()
  await expect(page.locator('[data-bulk-count]')).toHaveText('2')
  await page.locator('button[value=reporter]').click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('2')
  await page.locator('main form .btn-next').click()
  await page.locator('.toast-line button').click()
  await expect(page.locator('.toast-line')).toContainText('annulé')
  check()
})
