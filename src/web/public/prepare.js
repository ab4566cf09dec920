// The pages may make no code from text, and zod is told so before it asks the browser by trying.
globalThis.__zod_globalConfig = { jitless: true }

// Runs before the first paint, so that a remembered theme, size or language never flashes.
;(() => {
  const root = document.documentElement
  try {
    const theme = localStorage.getItem('xianchuang.theme')
    if (theme === 'dark' || theme === 'light') root.dataset.theme = theme
    if (localStorage.getItem('xianchuang.type') === 'large') root.dataset.type = 'large'
    if (localStorage.getItem('xianchuang.language') === 'en') root.lang = 'en'
  } catch {
    // Without storage the defaults stand.
  }
})()
