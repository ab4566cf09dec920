// The house rules of ARCHITECTURE.md, enforced. Each failure says the file, the line and what to do.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { withScratchDatabase } from '../src/kernel/scratch.ts'
import { printTables, tablesFileOf } from '../src/kernel/tables.ts'
import { dependenciesAreExplained, dependenciesAreUsed, licencesAreAllowed } from './tidy/dependencies.ts'
import { contractsDecideNothing, handlersReadNoClock, pureFloorsStayPure, sqlStaysInItsFloor } from './tidy/floors.ts'
import {
  browserFilesReachNoServer,
  everyFileHasAnAddress,
  importsGoBackOrDown,
  noBarrels,
  noCycles,
  packagesStayInTheirFloor,
} from './tidy/lists.ts'
import { onlyAdaptersReachOut } from './tidy/network.ts'
import { everyErrorHasATest, everyOperationHasAScenario, namesAreUnique, operationsBearTheirNames } from './tidy/scenarios.ts'
import { anyIsAbsent, filesAreShort, forbiddenWordsAreAbsent, functionsAreShort, sharedFunctionsAreExplained } from './tidy/sizes.ts'
import { constraintsAreNamed, migrationsLookBack, ownersOf, readMigrations, tablesBelongToTheirSlice } from './tidy/sql.ts'
import { classesAreDefinedOnce, readSheets } from './tidy/styles.ts'
import { type Problem, readTree, root } from './tidy/tree.ts'
import { glossaryHolds, sentencesStandInWords, wordsAreInBothLanguages } from './tidy/words.ts'

const tree = readTree()
const migrations = readMigrations()
const owners = ownersOf(migrations)

function tidy(sentence: string, find: () => Problem[]): void {
  test(sentence, () => {
    const found = find().map(({ path, line, text }) => `${path}:${line}  ${text}`)
    assert.equal(found.length, 0, `\n${found.join('\n')}\n`)
  })
}

tidy('every file stands in a slice and on a floor', () => everyFileHasAnAddress(tree))
tidy('imports go back or down, through open doors', () => importsGoBackOrDown(tree))
tidy('what runs in the browser reaches nothing of the server', () => browserFilesReachNoServer(tree))
tidy('packages stay behind the floors that may open them', () => packagesStayInTheirFloor(tree))
tidy('the server asks no address that came with a request', () => onlyAdaptersReachOut(tree))
tidy('no file passes on what another exports', () => noBarrels(tree))
tidy('no imports in a circle', () => noCycles(tree))

tidy('rules, contracts and declarations are pure', () => pureFloorsStayPure(tree))
tidy('handlers and queries read no clock', () => handlersReadNoClock(tree))
tidy('contracts decide nothing', () => contractsDecideNothing(tree))
tidy('queries stay in .sql.ts', () => sqlStaysInItsFloor(tree))
tidy('a slice names its own tables and published views only', () => tablesBelongToTheirSlice(tree, owners))
tidy('migrations refer back only', () => migrationsLookBack(migrations, owners))
tidy('constraints have names', () => constraintsAreNamed(migrations))

tidy('words are in both languages', () => wordsAreInBothLanguages(tree))
tidy('sentences stand in words', () => sentencesStandInWords(tree))
tidy('the glossary has every table and commodity', () => {
  const file = `${root}docs/glossary.md`
  const commodities = migrations.flatMap(({ text }) => [...text.matchAll(/^ {2}\('([A-Z]+)', '/gm)].map((match) => match[1]!))
  const tables = [...owners.keys()].filter((name) => !name.startsWith('report_'))
  return glossaryHolds([...tables, ...commodities], existsSync(file) ? readFileSync(file, 'utf8') : '')
})

tidy('a class of styles is defined in one sheet', () => classesAreDefinedOnce(readSheets()))

tidy('files are short', () => filesAreShort(tree))
tidy('functions are short', () => functionsAreShort(tree))
tidy('nothing is put off, silenced or singled out', () => forbiddenWordsAreAbsent(tree))
tidy('nothing is any', () => anyIsAbsent(tree))
tidy('functions that several files call are explained', () => sharedFunctionsAreExplained(tree))

tidy('every operation has a scenario', () => everyOperationHasAScenario(tree))
tidy('every refusal has a test', () => everyErrorHasATest(tree))
tidy('names, codes and addresses are unique', () => namesAreUnique(tree))
tidy('operations bear the names of their constants', () => operationsBearTheirNames(tree))

test('the table types are those of the migrations', async () => {
  const printed = await withScratchDatabase(printTables)
  for (const [slice, text] of printed) {
    const file = tablesFileOf(slice)
    assert.equal(
      existsSync(file) ? readFileSync(file, 'utf8') : '',
      text,
      `src/${slice}/${slice}.tables.ts is not of this schema: npm run types`,
    )
  }
})

tidy('every dependency is explained', () => dependenciesAreExplained())
tidy('every dependency is used', () => dependenciesAreUsed(tree))
tidy('every licence is allowed', () => licencesAreAllowed())

test('the lock file names no place to download from', () => {
  const lines = readFileSync(`${root}package-lock.json`, 'utf8').split('\n')
  const addresses = lines.flatMap((line, at) => (/"resolved":\s*"https?:/.test(line) ? [`package-lock.json:${at + 1}${line}`] : []))
  assert.deepEqual(addresses, [], 'omit-lockfile-registry-resolved in .npmrc keeps addresses out: run npm install with it')
})
