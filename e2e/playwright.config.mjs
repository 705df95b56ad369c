import { defineConfig } from '@playwright/test'
import { args, executablePath } from './browser.mjs'

// scripts/e2e starts the program and says where it serves.
if (!process.env.TDU_URL) throw new Error('TDU_URL is not set: run scripts/e2e, which starts the program first')

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  workers: 2,
  retries: 0,
  forbidOnly: process.env.CI === 'true',
  timeout: 30_000,
  reporter: [['list']],
  use: {
    baseURL: process.env.TDU_URL,
    browserName: 'chromium',
    launchOptions: { executablePath, args },
    viewport: { width: 1280, height: 800 },
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    screenshot: 'only-on-failure',
    trace: 'off'
  }
})
