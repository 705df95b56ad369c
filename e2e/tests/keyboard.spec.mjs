import { expect, test } from '@playwright/test'
import { counsellor, signIn } from '../support/accounts.mjs'

test('the first Tab offers to skip to the content', async ({ page }) => {
  await signIn(page, counsellor())
  await page.goto('/')
  await page.keyboard.press('Tab')
  await expect(page.locator('.skip')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('#contenu')).toBeFocused()
})

test('"/" goes to the search box and Escape leaves it', async ({ page }) => {
  await signIn(page, counsellor())
  await page.keyboard.press('/')
  await expect(page.locator('[data-search]')).toBeFocused()
  await expect(page.locator('[data-search]')).toHaveValue('')
  await page.keyboard.press('Escape')
  await expect(page.locator('[data-search]')).not.toBeFocused()
})

test('arrows walk the list and Enter opens a person', async ({ page }) => {
  await signIn(page, counsellor())
  await page.goto('/jeunes')
  const rows = page.locator('[data-row-link]')
  await page.keyboard.press('ArrowDown')
  await expect(rows.nth(0)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(rows.nth(1)).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(rows.nth(0)).toBeFocused()
  const href = await rows.nth(0).getAttribute('href')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`${href}$`))
})
