// Light, dark, larger type and stillness. The system's own choice stands until the reader makes one here.
import { useSyncExternalStore } from 'react'
import { remember } from './memory.ts'

const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

const wishesDark = matchMedia('(prefers-color-scheme: dark)')
const wishesStill = matchMedia('(prefers-reduced-motion: reduce)')

function isDarkNow(): boolean {
  const chosen = document.documentElement.dataset.theme
  return chosen ? chosen === 'dark' : wishesDark.matches
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  for (const wish of [wishesDark, wishesStill]) wish.addEventListener('change', listener)
  return () => {
    listeners.delete(listener)
    for (const wish of [wishesDark, wishesStill]) wish.removeEventListener('change', listener)
  }
}

/** Whether the screen is dark at this moment; components that draw with values instead of CSS follow it. */
export function useIsDark(): boolean {
  return useSyncExternalStore(subscribe, isDarkNow)
}

/** Whether the reader asked the system that nothing move; style sheets ask the same of themselves. */
export function useIsStill(): boolean {
  return useSyncExternalStore(subscribe, () => wishesStill.matches)
}

/** The other theme, remembered. */
export function switchTheme(): void {
  const next = isDarkNow() ? 'light' : 'dark'
  document.documentElement.dataset.theme = next
  remember('theme', next)
  tell()
}

function isLargeNow(): boolean {
  return document.documentElement.dataset.type === 'large'
}

export function useIsLarge(): boolean {
  return useSyncExternalStore(subscribe, isLargeNow)
}

/** Larger type on or off, remembered. */
export function switchLarge(): void {
  const next = !isLargeNow()
  if (next) document.documentElement.dataset.type = 'large'
  else delete document.documentElement.dataset.type
  remember('type', next ? 'large' : undefined)
  tell()
}
