// The browser of the tests is Debian's Chromium (or $CHROMIUM); Playwright never downloads one.
export const executablePath = process.env.CHROMIUM || '/usr/bin/chromium'

// No background traffic: the machine may have no network beyond itself. As root (a container),
// Chromium's own sandbox cannot start.
export const args = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])
]
