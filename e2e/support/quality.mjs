// What each page must respect, whatever it shows.
import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'

export const looks = [
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 390, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' }
]

/** Opens `path` in each look and checks access, width and stillness; the page stays in the last one. */
export async function respectsEveryone(page, path) {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  for (const { width, colorScheme } of looks) {
    const look = `${path} at ${width} px, ${colorScheme}`
    await page.setViewportSize({ width, height: 844 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await stillWhileLoading(page, path, look)
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(wider, `${look}: wider than the screen`).toBeLessThanOrEqual(0)
    await axe(page, look)
  }
}

/** No violation of axe's rules, best practices included. */
export async function axe(page, look) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const said = violations.map(({ id, help, nodes }) => `${id} (${help}): ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)
  expect(said, look).toEqual([])
}

/** As a counsellor between two antennas receives: the page is drawn in several pictures. */
const slowLine = { offline: false, latency: 40, downloadThroughput: 60_000, uploadThroughput: 60_000 }

const usualLine = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 }

/** A fifth of what is felt as still (Cumulative Layout Shift): one line drawn by half, then whole, on a phone. */
const still = 0.02

/** The line of a page, kept: letting go of it would stop the authenticator that a test plugged in. */
const lines = new WeakMap()
async function lineOf(page) {
  if (!lines.has(page)) {
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    lines.set(page, session)
  }
  return lines.get(page)
}

/** Nothing moves by itself between the first picture and the end of loading, on a slow line. */
export async function stillWhileLoading(page, path, look) {
  const session = await lineOf(page)
  await session.send('Network.emulateNetworkConditions', slowLine)
  await page.goto(path, { waitUntil: 'load' })
  const shift = await page.evaluate(
    () =>
      new Promise((done) => {
        let sum = 0
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value
        }).observe({ type: 'layout-shift', buffered: true })
        // Two frames and a moment: late style, late script.
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum), 150)))
      })
  )
  await session.send('Network.emulateNetworkConditions', usualLine)
  expect(shift, `${look}: layout shift`).toBeLessThanOrEqual(still)
}

/** The bytes on the wire of a page and all it asks for, as an empty cache pays them. */
export async function weight(page, path) {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  let bytes = 0
  session.on('Network.loadingFinished', (event) => {
    bytes += event.encodedDataLength
  })
  await page.goto(path, { waitUntil: 'networkidle' })
  await session.detach()
  return bytes
}

/** Fails the test on any error of the console: a refused style or script, a missing file. */
export function refuseConsoleErrors(page) {
  const errors = []
  page.on('console', (message) => {
    // A 4xx answer that the test asks for is told by the test itself.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(String(error)))
  return () => expect(errors).toEqual([])
}
