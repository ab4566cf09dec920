// The browser that journeys and the bench of pages use.
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Without a locale of letters Chromium saves whatever has a Chinese name as `download`. */
const env = { ...(process.env as Record<string, string>), LC_ALL: 'C.UTF-8' }

/** The system's Chromium, else the one that npm brings; the reason when there is neither. */
export async function openBrowser(): Promise<Browser | string> {
  const installed = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path && existsSync(path),
  )
  try {
    if (installed) return await chromium.launch({ executablePath: installed, args: flags, env })
    const { default: brought } = await import('@sparticuz/chromium')
    return await chromium.launch({ executablePath: await brought.executablePath(), args: [...brought.args, ...flags], env })
  } catch (error) {
    return `no Chromium runs here: ${(error as Error).message.split('\n')[0]}`
  }
}
