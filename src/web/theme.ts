// Light, dark and larger type. The system's own choice stands until the reader makes one here.
import { useSyncExternalStore } from 'react'
import { remember } from './memory.ts'

const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

function isDarkNow(): boolean {
  const chosen = document.documentElement.dataset.theme
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
}

function subscribe(listener: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)')
  listeners.add(listener)
  system.addEventListener('change', listener)
  return () => {
    listeners.delete(listener)
    system.removeEventListener('change', listener)
  }
}

/** Whether the screen is dark at this moment; components that draw with values instead of CSS follow it. */
export function useIsDark(): boolean {
  return useSyncExternalStore(subscribe, isDarkNow)
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
