// Every page: axe at two widths and two schemes, no layout shift, less than 150 kB, no console error.
import { expect, test } from '@playwright/test'
import { cfaReferent, counsellor, signIn } from '../support/accounts.mjs'
import { refuseConsoleErrors, respectsEveryone, weight } from '../support/quality.mjs'

const pages = [
  ['Ma journée', '/'],
  ['Jeunes', '/jeunes'],
  ['Jeunes, a search without answer', '/jeunes?q=zzzzzz'],
  ['Imports', '/imports'],
  ['A new import', '/imports/nouveau'],
  ['To assign', '/a-affecter'],
  ['API', '/api']
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

test('each page weighs less than 150 kB compressed, its assets included', async ({ page }) => {
  await signIn(page, counsellor())
  const paths = [...pages.map(([, path]) => path), await firstPerson(page)]
  for (const path of paths) {
    expect(await weight(page, path), path).toBeLessThan(150_000)
  }
})
