// The web pages are built from the sources when they are missing or older than them.
import { spawn } from 'node:child_process'
import { accessSync, constants, globSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { tell } from './command.ts'
import { serveWords as words } from './serve.words.ts'

const root = join(import.meta.dirname, '..', '..')
const sources = ['src/**/*.{ts,tsx,css,html,svg,js}', 'vite.*.ts', 'package-lock.json']

/**
 * The folder with the built pages, built now if need be: beside the sources, or in the data folder where those are read-only.
 * @returns undefined when there is none and none can be built
 */
export async function builtPages(dataDir: string): Promise<string | undefined> {
  const folder = join(isWritable(root) ? root : dataDir, 'dist')
  const builtAt = builtMoment(folder)
  if (builtAt > 0 && builtAt >= newestSource()) return folder
  const begun = performance.now()
  tell(words.building)
  const failure = await build(folder)
  if (failure === undefined) tell(words.built, { seconds: ((performance.now() - begun) / 1000).toFixed(1) })
  else tell(words.buildFailed, { reason: failure })
  return builtMoment(folder) > 0 ? folder : undefined
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function builtMoment(folder: string): number {
  return statSync(join(folder, 'index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function newestSource(): number {
  const files = globSync(sources, { cwd: root }).filter((name) => !/\.(test|server|sql|tables)\.tsx?$/.test(name))
  return Math.max(...files.map((name) => statSync(join(root, name)).mtimeMs))
}

/** Builds beside the place and moves it there when whole. @returns why it failed, if it did */
async function build(folder: string): Promise<string | undefined> {
  const draft = `${folder}.new-${process.pid}`
  const args = [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--outDir', draft, '--emptyOutDir', '--logLevel', 'error']
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const status = await new Promise<number | null>((settle) => {
    child.on('error', (error) => {
      said += error.message
      settle(null)
    })
    child.on('close', settle)
  })
  if (status === 0 && builtMoment(draft) > 0) {
    rmSync(folder, { recursive: true, force: true })
    try {
      renameSync(draft, folder)
      return undefined
    } catch (error) {
      // Another process that built the same was quicker.
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error
      said = 'ENOTEMPTY'
    }
  }
  rmSync(draft, { recursive: true, force: true })
  return said.trim().split('\n').slice(0, 3).join(' ') || `exit ${status}`
}
