// Style sheets as the browser has them: whoever went from page to page has them all at once, so that a class means one thing everywhere.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Problem, root } from './tree.ts'

export type Sheet = { path: string; text: string }

/** Every style sheet but the one for paper, which restates what others define. */
export function readSheets(): Sheet[] {
  const paths = globSync('src/**/*.css', { cwd: root }).sort()
  return paths.filter((path) => !path.endsWith('/print.css')).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

/** The classes that a sheet defines by themselves, outside of any condition on the window, each with its first line. */
function definedIn(text: string): Map<string, number> {
  const found = new Map<string, number>()
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
  for (const { 1: selectors, index } of bare.matchAll(/^([^\s@{}][^{}]*)\{/gm)) {
    for (const selector of selectors!.split(',')) {
      const name = selector.trim().match(/^\.([\w-]+)$/)?.[1]
      if (name && !found.has(name)) found.set(name, bare.slice(0, index).split('\n').length)
    }
  }
  return found
}

/** A class is defined in one sheet: of two pages that define it apart, the second visited would look like the first. */
export function classesAreDefinedOnce(sheets: readonly Sheet[]): Problem[] {
  const homes = new Map<string, string>()
  const problems: Problem[] = []
  for (const { path, text } of sheets) {
    for (const [name, line] of definedIn(text)) {
      const home = homes.get(name)
      if (home)
        problems.push({ path, line, text: `.${name} is defined in ${home} too: name one of them otherwise, or move it to a shared sheet` })
      else homes.set(name, path)
    }
  }
  return problems
}
