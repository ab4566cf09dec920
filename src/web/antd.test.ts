// Ant Design is given numbers, not CSS variables: what it is given must be what tokens.css says, in both themes.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { themeOf } from './antd.ts'

const css = readFileSync(join(import.meta.dirname, 'styles/tokens.css'), 'utf8')
const block = (selector: string) => css.slice(css.indexOf(selector)).split('}')[0] ?? ''
const valuesOf = (text: string) =>
  new Map([...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/gi)].map((match) => [match[1], match[2]?.toUpperCase()]))

const pairs = {
  colorPrimary: 'accent',
  colorPrimaryHover: 'accent-hover',
  colorPrimaryBg: 'accent-soft',
  colorWarning: 'warn',
  colorError: 'danger',
  colorInfo: 'info',
  colorText: 'ink',
  colorTextSecondary: 'ink-2',
  colorTextTertiary: 'ink-3',
  colorBgBase: 'bg',
  colorBgContainer: 'surface',
  colorFillAlter: 'ice',
  colorFill: 'ice-2',
  colorBorder: 'control',
  colorBorderSecondary: 'line',
} as const

for (const [name, selector, isDark] of [
  ['light', ':root {', false],
  ['dark', '[data-theme="dark"] {', true],
] as const)
  test(`antd is ${name} as the tokens are`, () => {
    const values = valuesOf(block(selector))
    const token = themeOf(isDark, false).token ?? {}
    for (const [theirs, ours] of Object.entries(pairs))
      assert.equal(String(token[theirs as keyof typeof token]).toUpperCase(), values.get(ours), theirs)
  })
