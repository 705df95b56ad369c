import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'

const file = join(process.env.TDU_DATA ?? '.', 'demo-accounts.json')

/** @returns {{role: string, email: string, password: string, organisation: string, organisation_kind: string}} */
export function account(wanted) {
  const accounts = JSON.parse(readFileSync(file, 'utf8'))
  const found = accounts.find((one) => Object.entries(wanted).every(([key, value]) => one[key] === value))
  if (!found) throw new Error(`no account like ${JSON.stringify(wanted)} in ${file}: it has ${accounts.map((one) => `${one.role} (${one.organisation_kind})`).join(', ')}`)
  return found
}

export const counsellor = () => account({ role: 'counsellor' })
export const cfaReferent = () => account({ role: 'cfa_staff' })

export async function signIn(page, who) {
  await page.goto('/connexion')
  await page.getByLabel('Adresse e-mail').fill(who.email)
  await page.getByLabel('Mot de passe').fill(who.password)
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await expect(page).toHaveURL(/\/$/)
}

export async function signOut(page) {
  // The button may be folded in the account's menu: the form is what signs out.
  await page.locator('form[action="/deconnexion"]').evaluate((form) => form.requestSubmit())
  await expect(page).toHaveURL(/\/connexion/)
}
