// The three stories, each played by the two staffs in browsers side by side, from its first act to its end.
import { expect, test } from '@playwright/test'
import { account, cfaReferent, counsellor, signIn } from '../support/accounts.mjs'
import { day, deliver, importYouth, personOf } from '../support/people.mjs'
import { axe, refuseConsoleErrors, respectsEveryone } from '../support/quality.mjs'

const otherCfa = () => account({ email: 'accueil@autre-cfa.example' })
const toast = (page) => page.locator('.toast-line').first()

/** Another browser, of its own. */
async function beside(browser, who) {
  const context = await browser.newContext({ locale: 'fr-FR', timezoneId: 'Europe/Paris', baseURL: process.env.TDU_URL })
  const page = await context.newPage()
  await signIn(page, who)
  return page
}

async function refer(page, person, receiver) {
  await page.goto(`${person}/orienter`)
  // The nearest are shown, the others folded.
  await page.locator('main form details').evaluateAll((folded) => folded.forEach((one) => one.setAttribute('open', '')))
  await page.getByLabel(receiver.organisation).check()
  await page.locator('input[name=pourquoi]').first().check()
  await page.locator('input[name=metier]').first().fill('Boulanger')
  await page.locator('input[name=informe]').check()
  await page.locator('button[value=verifier]').click()
  await page.locator('button[value=envoyer]').click()
  await expect(toast(page)).toBeVisible()
}

/** Opens the referral about someone from the list that the receiver works through. */
async function openReferral(page, last) {
  await page.goto('/orientations')
  await page.locator('[data-row-link]').filter({ hasText: new RegExp(last, 'i') }).first().click()
  await expect(page).toHaveURL(/\/orientations\//)
}

test('a referral refused here is accepted elsewhere', async ({ browser, page: ml }) => {
  test.setTimeout(120_000)
  const check = refuseConsoleErrors(ml)
  await signIn(ml, counsellor())
  const person = await importYouth(ml, { number: '9980001', last: 'Essairefus', first: 'Sami' })
  await refer(ml, person, cfaReferent())

  const cfa = await beside(browser, cfaReferent())
  await openReferral(cfa, 'Essairefus')
  const referral = cfa.url()
  await cfa.locator('button[name=acte][value=acknowledge]').click()
  await cfa.locator('details').filter({ has: cfa.locator('input[value=refuse]') }).locator('summary').click()
  // A refusal says why, and what is proposed instead.
  await cfa.locator('form:has(input[value=refuse]) button').click()
  await expect(cfa.locator('[role=alert] a')).toHaveCount(2)
  await cfa.locator('select[name=motif]').selectOption('no_place')
  await cfa.locator('form:has(input[value=refuse]) button').click()
  await expect(cfa.locator('.form-error')).toHaveCount(1)
  await cfa.locator('select[name=proposition]').selectOption('other_centre')

  // Meanwhile a colleague, in another window, refuses too: the late one is told.
  const late = await cfa.context().newPage()
  await late.goto(referral)
  await cfa.locator('form:has(input[value=refuse]) button').click()
  await expect(toast(cfa)).toBeVisible()
  await late.locator('button[name=acte][value=accept]').click()
  await expect(late.locator('main')).toContainText('déjà')

  await ml.goto(person)
  await expect(ml.locator('#orientations')).toContainText('Refusée')
  await refer(ml, person, otherCfa())
  const other = await beside(browser, otherCfa())
  await openReferral(other, 'Essairefus')
  const second = other.url()
  await other.locator('button[name=acte][value=accept]').click()
  await expect(toast(other)).toBeVisible()
  // The first CFA is not told of the second: what is not between them does not exist.
  expect((await cfa.goto(second)).status()).toBe(404)
  await ml.goto(person)
  await expect(ml.locator('#orientations')).toContainText('Acceptée')
  await expect(ml.locator('#orientations')).toContainText('Refusée')
  check()
  await axe(ml, 'a person referred twice')
})

test('a weak signal is answered together before the 45th day', async ({ browser, page: cfa, request }) => {
  test.setTimeout(120_000)
  const who = { number: '9980002', last: 'Essaisignal', first: 'Inès' }
  const ml = await beside(browser, counsellor())
  await importYouth(ml, who)
  await deliver(request, who, [{ start: day(-30) }])
  await signIn(cfa, cfaReferent())
  const person = await personOf(cfa, who.last)

  // Two clicks from the list: the person, the sign.
  await cfa.locator('[data-row-link]').first().click()
  await cfa.locator('form[action$="/contrat/signe"] button[value=lateness]').click()
  await expect(toast(cfa)).toBeVisible()
  await cfa.locator('form[action$="/contrat/signe"] button[value=discouragement]').click()
  await expect(cfa.locator('a[href$="/contrat#alerte"]')).toContainText('Retards')

  // The Mission Locale reads, in one browser, and is told in another that it is read.
  await ml.goto(`${person}/contrat`)
  const late = await ml.context().newPage()
  await late.goto(`${person}/contrat`)
  await ml.locator('form[action$="/alerte/lue"] button').click()
  await expect(toast(ml)).toBeVisible()
  await late.locator('form[action$="/alerte/lue"] button').click()
  await expect(late.locator('main')).toContainText('déjà')

  // The plan, and its steps as tasks of both.
  await cfa.goto(`${person}/contrat`)
  await cfa.locator('input[name=action][value=mediation]').check()
  await cfa.locator('input[name=reseau][value=cfa]').check()
  await cfa.locator('form[action$="/alerte/suite"] button').click()
  await expect(toast(cfa)).toBeVisible()
  await askStep(cfa, 'call_company', cfaReferent(), 'Décaler les horaires')
  await askStep(cfa, 'procedure', counsellor(), 'Aide au transport')
  await ml.goto(`${person}/contrat`)
  await expect(ml.locator('#etapes')).toContainText('Décaler les horaires')
  await ml.locator('#etapes form[action^="/taches/"] button[value=done]').click()
  await expect(toast(ml)).toBeVisible()
  await cfa.goto(`${person}/contrat`)
  await cfa.locator('#etapes form[action^="/taches/"] button[value=done]').click()
  await expect(toast(cfa)).toBeVisible()

  for (const party of ['employer', 'youth']) {
    await cfa.goto(`${person}/contrat`)
    await cfa.locator(`input[name=qui][value=${party}]`).check()
    for (const field of ['entente', 'travail', 'suite']) await cfa.locator(`input[name=${field}][value=good]`).check()
    await cfa.locator('form[action$="/contrat/point"] button').click()
    await expect(toast(cfa)).toBeVisible()
  }
  // Closed by the one, it is closed for the other, whose window is late.
  await late.goto(`${person}/contrat`)
  await close(cfa, '/alerte/fin', 'adjusted')
  await expect(toast(cfa)).toBeVisible()
  await close(late, '/alerte/fin', 'goes_on')
  await expect(late.locator('main')).toContainText('déjà')
  await ml.goto(person)
  await expect(ml.locator('a[href$="/contrat#alerte"]')).toHaveCount(0)
  await axe(cfa, 'a contract after its alert')
})

test('a rupture is followed by a new contract within six weeks', async ({ browser, page: cfa, request }) => {
  test.setTimeout(120_000)
  const who = { number: '9980003', last: 'Essairupture', first: 'Théo' }
  const ml = await beside(browser, counsellor())
  await importYouth(ml, who)
  await deliver(request, who, [{ start: day(-90) }])
  await signIn(cfa, cfaReferent())
  const person = await personOf(cfa, who.last)

  await cfa.goto(`${person}/rupture`)
  const declare = cfa.locator(`form[action$="/rupture"] button`)
  await cfa.locator('#f-date').fill(day(-40))
  await declare.click()
  // Each field is named, and what was typed stays.
  await expect(cfa.locator('[role=alert] a')).toHaveCount(2)
  await expect(cfa.locator('[role=alert]')).toContainText('Motif')
  await expect(cfa.locator('#f-date')).toHaveValue(day(-40))
  await cfa.locator('input[name=mode][value=mutual]').check()
  await cfa.locator('#f-motif').selectOption('conditions')
  await declare.click()
  await expect(toast(cfa)).toBeVisible()

  // The Mission Locale knows at once; it cannot declare what is declared.
  await ml.goto(`${person}/rupture`)
  await expect(ml.locator('main')).toContainText(/D’un commun accord/i)
  await ml.locator('input[name=but][value=recontract]').check()
  await ml.locator('input[name=reseau][value=ml]').check()
  await ml.locator('form[action$="/rupture/suite"] button').click()
  await expect(toast(ml)).toBeVisible()
  await askStep(ml, 'company_search', cfaReferent(), 'Deux entreprises')
  await ml.locator('form[action$="/rupture/appel"]').evaluate((form) => form.closest('details').setAttribute('open', ''))
  await ml.locator('#f-resultat').selectOption('searching_contract')
  await ml.locator('form[action$="/rupture/appel"] button').click()
  await expect(toast(ml)).toBeVisible()

  await cfa.goto(`${person}/rupture`)
  await cfa.locator('#etapes form[action^="/taches/"] button[value=done]').click()
  await expect(toast(cfa)).toBeVisible()
  const late = await ml.context().newPage()
  await late.goto(`${person}/rupture`)
  await deliver(request, who, [{ start: day(-90), broken: day(-40) }, { start: day(-1) }])
  await ml.goto(person)
  await expect(ml.locator('main')).toContainText('39 jours')
  // A window that did not see the new contract is told that nothing is left to plan.
  await late.locator('form[action$="/rupture/suite"]').evaluate((form) => form.closest('details').setAttribute('open', ''))
  await late.locator('input[name=but][value=other_training]').check()
  await late.locator('input[name=reseau][value=cfa]').check()
  await late.locator('form[action$="/rupture/suite"] button').click()
  await expect(late.locator('main')).toContainText('rupture')
  await expect(late.locator('.toast-line')).toHaveCount(0)
  await axe(ml, 'a person hired again')
})

test('the demonstration tells three stories, and leaves the last step of each', async ({ browser, page: ml }) => {
  test.setTimeout(180_000)
  await respectsEveryone(ml, '/connexion')
  await expect(ml.locator('.story')).toHaveCount(3)
  await signIn(ml, counsellor())
  await ml.getByText('Des histoires à suivre').click()
  const [refused, watched, hired] = await ml.locator('.story a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))

  const other = await beside(browser, otherCfa())
  await other.goto(refused)
  await other.locator('#orientations a').first().click()
  await other.locator('button[name=acte][value=accept]').click()
  await expect(toast(other)).toBeVisible()
  await ml.goto(refused)
  await expect(ml.locator('#orientations')).toContainText('Acceptée')

  await ml.goto(`${watched}/contrat`)
  await ml.locator('#etapes form[action^="/taches/"] button[value=done]').click()
  await expect(toast(ml)).toBeVisible()
  const cfa = await beside(browser, cfaReferent())
  await respectsEveryone(cfa, `${watched}/contrat`)
  await cfa.locator('input[name=qui][value=youth]').check()
  for (const field of ['entente', 'travail', 'suite']) await cfa.locator(`input[name=${field}][value=good]`).check()
  await cfa.locator('form[action$="/contrat/point"] button').click()
  await expect(toast(cfa)).toBeVisible()
  await cfa.goto(`${watched}/contrat`)
  await close(cfa, '/alerte/fin', 'goes_on')
  await expect(toast(cfa)).toBeVisible()

  await respectsEveryone(cfa, hired)
  await cfa.locator('#taches form[action^="/taches/"] button[value=done]').first().click()
  await expect(toast(cfa)).toBeVisible()
  await respectsEveryone(ml, `${hired}/rupture`)
})

/** Asks for a step of the plan shown on the page. */
async function askStep(page, kind, whom, words) {
  const form = page.locator('form[action$="/etapes"]')
  await form.evaluate((element) => element.closest('details').setAttribute('open', ''))
  await form.locator('select[name=quoi]').selectOption(kind)
  await form.locator('input[name=texte]').fill(words)
  await form.locator('select[name=pour]').selectOption({ label: await form.locator('option').filter({ hasText: whom.organisation }).first().textContent() })
  await form.locator('button').click()
  await expect(toast(page)).toBeVisible()
  await expect(page.locator('#etapes')).toContainText(words)
}

/** Closes what a page follows. */
async function close(page, action, outcome) {
  const form = page.locator(`form[action$="${action}"]`)
  await form.evaluate((element) => element.closest('details').setAttribute('open', ''))
  await form.locator(`input[value=${outcome}]`).check()
  await form.locator('button').click()
}
