// Access requests and emergencies: from a search to an answer, by the keyboard's way and by a reader's.
import { expect, test } from '@playwright/test'
import { account, signIn } from '../support/accounts.mjs'
import { refuseConsoleErrors, respectsEveryone } from '../support/quality.mjs'

test('pages of requests and emergencies are everyone’s', async ({ page }) => {
  const check = refuseConsoleErrors(page)
  await signIn(page, account({ role: 'manager' }))
  for (const address of ['/demandes', '/demandes/chercher']) await respectsEveryone(page, address)
  await page.goto('/demandes/chercher')
  await page.getByLabel('Nom', { exact: true }).fill('Personne')
  await page.getByLabel('Prénom').fill('Aucune')
  await page.getByLabel('Date de naissance').fill('2006-02-28')
  await page.locator('main .btn-next').first().click()
  await expect(page.getByText('Personne n’a cette identité')).toBeVisible()
  check()
})

test('a data protection officer lands on what is to be read', async ({ page }) => {
  const check = refuseConsoleErrors(page)
  await signIn(page, account({ role: 'data_protection_officer' }))
  await expect(page.locator('h1')).toContainText('Délégué à la protection des données')
  await respectsEveryone(page, '/acces-exceptionnels')
  check()
})

test('for whom one acts is written on a phone too', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page, account({ email: 'deux.structures@reseau.example' }))
  await expect(page.locator('.acting')).toBeVisible()
})
