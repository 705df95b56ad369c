// Signing in through an identity provider, a real one that the tests start.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { account, signIn, signOut } from '../support/accounts.mjs'
import { axe, refuseConsoleErrors, respectsEveryone } from '../support/quality.mjs'

const SIRET = '13002526500013'
const button = 'Entrer avec Fournisseur d’essai'

async function goTo(page) {
  await page.goto('/connexion?suite=/compte')
  await page.getByRole('button', { name: button }).click()
  await page.getByLabel('Qui êtes-vous ?').waitFor()
}

async function enter(page, typed) {
  await goTo(page)
  await page.getByLabel('Qui êtes-vous ?').fill(typed)
  await page.getByRole('button', { name: 'Me reconnaître' }).click()
}

test.describe.configure({ mode: 'serial' })

test('someone invited enters by the provider, is tied to it, and leaves it too', async ({ page }) => {
  test.setTimeout(120_000)
  const check = refuseConsoleErrors(page)
  const who = account({ role: 'manager', organisation_kind: 'ml' })
  await respectsEveryone(page, '/connexion')
  await page.setViewportSize({ width: 1280, height: 844 })
  await enter(page, `${who.email} ${SIRET}`)
  await expect(page.locator('.notice')).toContainText('qui n’est pas la vôtre ici')
  await axe(page, 'the door after a refusal')

  execFileSync(process.env.TDU_BIN, ['territory', 'siret', codeOf(who.organisation), SIRET], { stdio: 'ignore' })
  await leaveProvider(page)
  await enter(page, `${who.email} ${SIRET}`)
  await expect(page).toHaveURL(/\/compte$/)
  await expect(page.getByText('Votre compte est rattaché à Fournisseur d’essai')).toBeVisible()
  await respectsEveryone(page, '/compte')
  await page.setViewportSize({ width: 1280, height: 844 })

  // Signed out there too: the provider asks again who it is.
  await leave(page)
  await goTo(page)

  await enter(page, `${who.email} 13002526500021`)
  await expect(page.locator('.notice')).toContainText('qui n’est pas la vôtre ici')
  check()
})

test('a stranger, someone who gives up and an answer that serves twice do not enter', async ({ page }) => {
  await enter(page, `personne@ailleurs.example ${SIRET}`)
  await expect(page.locator('.notice')).toContainText('n’a pas de compte ici')
  await leaveProvider(page)
  await goTo(page)
  await page.getByRole('button', { name: 'Renoncer' }).click()
  await expect(page.locator('.notice')).toContainText('vous avez renoncé')
  expect(await page.content()).not.toContain('<b>renoncé</b>')
  await page.goto('/connexion/fournisseur/retour?code=vol%C3%A9&state=invent%C3%A9')
  await expect(page.locator('.notice')).toContainText('a déjà servi')
})

test('the account is untied in Mon compte', async ({ page }) => {
  const who = account({ role: 'manager', organisation_kind: 'ml' })
  await signIn(page, who)
  await page.goto('/compte')
  await page.getByText('Détacher', { exact: true }).click()
  await page.getByRole('button', { name: 'Détacher mon compte' }).click()
  await expect(page.locator('.toast-line')).toContainText('détaché')
  await expect(page.getByText('Votre compte n’y est pas rattaché')).toBeVisible()
  await signOut(page)
})

/** The code of an organisation of the demonstration. */
function codeOf(name) {
  const lines = readFileSync(join(process.env.TDU_DATA, 'fichiers/organisations.csv'), 'utf8').split('\n')
  return lines.map((line) => line.split(';')).find((cells) => cells[2] === name)[1]
}

/** Signs out of the site, which leads to the provider and back. */
async function leave(page) {
  await page.locator('form[action="/deconnexion"]').evaluate((form) => form.requestSubmit())
  const confirm = page.getByRole('button', { name: /Yes|sign me out/i })
  await confirm.waitFor()
  await confirm.click()
  await expect(page).toHaveURL(/\/connexion\?state=/)
}

/** Forgets who the provider believes the browser to be. */
async function leaveProvider(page) {
  await page.context().clearCookies({ name: /^_/ })
}
