// Where the keys lie: in a file outside the database, so that a copy of the database alone opens nothing.
import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type FamilyName, familyNames, type Keys, openVault, type Vault } from './crypto.ts'

export type KeyringSettings = { file: string; family: FamilyName }

/** The key file and the family of algorithms: KEY_FILE (else `keys.json` in the data folder) and CRYPTO (international or guomi). */
export function keyringSettings(dataDir: string, environment: NodeJS.ProcessEnv = process.env): KeyringSettings {
  const family = environment.CRYPTO || 'international'
  if (!(familyNames as string[]).includes(family)) throw new Error(`CRYPTO is ${familyNames.join(' or ')}, not ${family}`)
  return { file: environment.KEY_FILE || join(dataDir, 'keys.json'), family: family as FamilyName }
}

/** Reads the keys, and makes the first one where there is no file yet. @throws where the file is not a key file */
export function openKeyring({ file, family }: KeyringSettings): Vault {
  if (!existsSync(file)) makeKeys(file, { current: 'k1', keys: { k1: newKey() } })
  return openVault(readKeys(file), family)
}

/** Adds a key and makes it the current one; the earlier ones stay, for what they sealed. @returns the new key's name */
export function addKey({ file }: Pick<KeyringSettings, 'file'>): string {
  const { keys } = readKeys(file)
  const name = `k${Math.max(0, ...Object.keys(keys).map((each) => Number(each.slice(1)) || 0)) + 1}`
  replaceKeys(file, { current: name, keys: { ...keys, [name]: newKey() } })
  return name
}

/** The names of the keys that are held, the current one first. */
export function keyNames({ file }: Pick<KeyringSettings, 'file'>): string[] {
  const { current, keys } = readKeys(file)
  return [current, ...Object.keys(keys).filter((name) => name !== current)]
}

/** Takes a key away for good: what it sealed opens no more. @throws where it is the current one */
export function dropKey({ file }: Pick<KeyringSettings, 'file'>, name: string): void {
  const { current, keys } = readKeys(file)
  if (name === current) throw new Error('the current key is not dropped')
  replaceKeys(file, { current, keys: Object.fromEntries(Object.entries(keys).filter(([each]) => each !== name)) })
}

function newKey(): string {
  return randomBytes(32).toString('base64')
}

function readKeys(file: string): Keys {
  const read = JSON.parse(readFileSync(file, 'utf8')) as Partial<Keys>
  if (typeof read.current !== 'string' || typeof read.keys !== 'object') throw new Error(`${file} is not a key file`)
  return read as Keys
}

/** Whole or not at all: a half-written key file would be the loss of all that is sealed. */
function replaceKeys(file: string, keys: Keys): void {
  renameSync(writeDraft(file, keys), file)
}

/** As replaceKeys, for a file that is not there yet; of two servers that start at once the first wins. */
function makeKeys(file: string, keys: Keys): void {
  mkdirSync(dirname(file), { recursive: true })
  const draft = writeDraft(file, keys)
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  rmSync(draft)
}

function writeDraft(file: string, keys: Keys): string {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flush: true })
  return draft
}

let opened: Vault | undefined

/** The vault of this process; the application opens it before anything else. */
export function holdVault(vault: Vault): void {
  opened = vault
}

/** The vault of this process. One process serves one database with one key file. */
export function vault(): Vault {
  if (!opened) throw new Error('no keys are open: the application opens them when it starts')
  return opened
}
