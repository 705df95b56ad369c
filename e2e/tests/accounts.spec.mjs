// Accounts: invited by a link, protected by codes, opened once by a recovery code.
import { expect, test } from '@playwright/test'
import { account, signOut } from '../support/accounts.mjs'
import { axe, refuseConsoleErrors, respectsEveryone } from '../support/quality.mjs'
import { codeOf } from '../support/totp.mjs'

const password = 'lanterne cabestan grenier'

async function enter(page, email, secret = password) {
  await page.goto('/connexion')
  await page.getByLabel('Adresse e-mail').fill(email)
  await page.getByLabel('Mot de passe').fill(secret)
  await page.getByRole('button', { name: 'Se connecter' }).click()
}

test('someone is invited, chooses a password, sets codes up and signs in with a recovery code', async ({ page, browser }) => {
  test.setTimeout(120_000)
  const check = refuseConsoleErrors(page)
  const email = `camille-${Date.now()}@ml.example`
  const administrator = account({ role: 'administrator', organisation_kind: 'ml' })
  await enter(page, administrator.email, administrator.password)
  await expect(page).toHaveURL(/\/imports$/)
  await respectsEveryone(page, '/equipe')
  await page.setViewportSize({ width: 1280, height: 844 })
  await page.getByLabel('Adresse e-mail').fill(email)
  await page.getByLabel('Prénom et nom').fill('Camille Invitée')
  await page.getByRole('button', { name: 'Préparer l’invitation' }).click()
  const link = await page.getByLabel('Lien d’invitation').inputValue()
  await axe(page, 'the link to pass on')

  const context = await browser.newContext()
  const guest = await context.newPage()
  const checkGuest = refuseConsoleErrors(guest)
  await respectsEveryone(guest, new URL(link).pathname)
  await guest.getByLabel('Choisissez un mot de passe').fill('motdepasse2026')
  await guest.getByRole('button', { name: 'Accepter' }).click()
  await expect(guest.locator('.form-error')).toContainText('Trop facile à deviner')
  await guest.getByLabel('Choisissez un mot de passe').fill(password)
  await guest.getByRole('button', { name: 'Accepter' }).click()
  await expect(guest.locator('.toast-line')).toContainText('Bienvenue')
  await page.goto(new URL(link).pathname)
  await expect(page.locator('h1')).toContainText('n’existe pas')

  await respectsEveryone(guest, '/compte')
  await respectsEveryone(guest, '/compte/codes')
  await guest.setViewportSize({ width: 1280, height: 844 })
  const secret = await guest.locator('[data-secret]').textContent()
  await guest.getByLabel('Code', { exact: true }).fill(codeOf(secret))
  await guest.getByRole('button', { name: 'Vérifier et installer' }).click()
  const codes = await guest.locator('.recovery code').allTextContents()
  expect(codes).toHaveLength(10)
  await axe(guest, 'recovery codes')

  await guest.goto('/compte')
  await signOut(guest)
  for (const [given, opens] of [[codes[0], true], [codes[0], false], [codeOf(secret), false]]) {
    await enter(guest, email)
    await expect(guest).toHaveURL(/\/connexion\/code$/)
    await guest.goto('/jeunes')
    await expect(guest).toHaveURL(/\/connexion\/code$/)
    await guest.getByLabel('Code', { exact: true }).fill(given)
    await guest.getByRole('button', { name: 'Continuer' }).click()
    if (opens) await expect(guest).toHaveURL(/\/$/)
    else await expect(guest.locator('.form-error')).toContainText('Ce code n’est pas le bon')
    if (!opens) await axe(guest, 'a wrong code')
    await signOut(guest)
  }
  check()
  checkGuest()
  await context.close()
})

test('an open session is closed from elsewhere', async ({ page, browser }) => {
  // An account that no other test uses.
  const who = account({ role: 'administrator', organisation_kind: 'cfa' })
  await enter(page, who.email, who.password)
  await expect(page).toHaveURL(/\/imports$/)
  const context = await browser.newContext()
  const elsewhere = await context.newPage()
  await enter(elsewhere, who.email, who.password)
  await expect(elsewhere).toHaveURL(/\/imports$/)
  await elsewhere.goto('/compte')
  await elsewhere.getByRole('button', { name: 'Fermer toutes les autres' }).click()
  await expect(elsewhere.locator('.toast-line')).toContainText('fermées')
  await page.goto('/')
  await expect(page).toHaveURL(/\/connexion/)
  await context.close()
})

/** A device that makes passkeys and recognises its owner. */
async function passkeyDevice(page) {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true
    }
  })
  return {
    recognises: (isUserVerified) => session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
  }
}

test('a passkey is added, opens the account without password or code, and is removed', async ({ page }) => {
  test.setTimeout(120_000)
  const check = refuseConsoleErrors(page)
  const device = await passkeyDevice(page)
  const who = account({ role: 'counsellor', organisation_kind: 'ml' })
  await enter(page, who.email, who.password)
  await page.goto('/compte')
  await page.getByLabel('Nom de la clé').fill('Poste de l’accueil')
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
  await expect(page.locator('.toast-line')).toContainText('La clé d’accès est ajoutée')
  await expect(page.getByText('Pas encore utilisée.')).toBeVisible()
  await respectsEveryone(page, '/compte')
  await page.setViewportSize({ width: 1280, height: 844 })
  await signOut(page)

  await respectsEveryone(page, '/connexion')
  await page.setViewportSize({ width: 1280, height: 844 })
  await page.goto('/connexion?suite=/compte')
  await page.getByRole('button', { name: 'Entrer avec une clé d’accès' }).click()
  await expect(page).toHaveURL(/\/compte$/)
  await expect(page.getByText('Dernière connexion :')).toBeVisible()
  await signOut(page)

  await device.recognises(false)
  await page.getByRole('button', { name: 'Entrer avec une clé d’accès' }).click()
  await expect(page.getByRole('button', { name: 'Entrer avec une clé d’accès' })).toBeEnabled()
  await page.goto('/compte')
  await expect(page).toHaveURL(/\/connexion/)

  await device.recognises(true)
  await page.goto('/connexion?suite=/compte')
  await page.getByRole('button', { name: 'Entrer avec une clé d’accès' }).click()
  await page.getByRole('button', { name: 'Retirer Poste de l’accueil' }).click()
  await expect(page.locator('.toast-line')).toContainText('La clé d’accès est retirée')
  await signOut(page)
  await page.getByRole('button', { name: 'Entrer avec une clé d’accès' }).click()
  await expect(page.getByRole('alert')).toContainText('n’ouvre pas de compte ici')
  await axe(page, 'a passkey that opens nothing')
  check()
})
