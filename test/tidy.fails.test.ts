// Each tidy rule is shown a planted breach and must find it, and a neighbour that is right and must let it pass.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contractsDecideNothing, handlersReadNoClock, pureFloorsStayPure, sqlStaysInItsFloor } from './tidy/floors.ts'
import {
  browserFilesReachNoServer,
  everyFileHasAnAddress,
  importsGoBackOrDown,
  noBarrels,
  noCycles,
  packagesStayInTheirFloor,
} from './tidy/lists.ts'
import { everyErrorHasATest, everyOperationHasAScenario, namesAreUnique, operationsBearTheirNames } from './tidy/scenarios.ts'
import { anyIsAbsent, filesAreShort, forbiddenWordsAreAbsent, functionsAreShort, sharedFunctionsAreExplained } from './tidy/sizes.ts'
import { constraintsAreNamed, type Migration, migrationsLookBack, ownersOf, tablesBelongToTheirSlice } from './tidy/sql.ts'
import { classesAreDefinedOnce } from './tidy/styles.ts'
import { type Problem, type Source, sourceOf } from './tidy/tree.ts'
import { glossaryHolds, sentencesStandInWords, wordsAreInBothLanguages } from './tidy/words.ts'

type Files = Record<string, string>
type Rule = (tree: readonly Source[]) => Problem[]

const migrations: Migration[] = [
  {
    path: 'database/0003-identity.sql',
    slice: 'identity',
    text: 'create table person (id uuid);\ncreate view report_person as select id from person;',
  },
  {
    path: 'database/0008-booking.sql',
    slice: 'booking',
    text: 'create table booking (id uuid);\ncreate view report_booking as select id from booking;',
  },
]
const owners = ownersOf(migrations)
const inTheirSlice: Rule = (tree) => tablesBelongToTheirSlice(tree, owners)

function found(rule: Rule, files: Files): string[] {
  return rule(Object.entries(files).map(([path, text]) => sourceOf(path, text))).map((each) => `${each.path}:${each.line} ${each.text}`)
}

function finds(name: string, rule: Rule, breach: Files, expected: RegExp): void {
  test(`found: ${name}`, () => {
    const problems = found(rule, breach)
    assert.equal(problems.length, 1, problems.join('\n') || 'nothing found')
    assert.match(problems[0]!, expected)
  })
}

function lets(name: string, rule: Rule, right: Files): void {
  test(`let pass: ${name}`, () => assert.deepEqual(found(rule, right), []))
}

const empty = 'export const x = 1'
finds(
  'a folder that is no slice',
  everyFileHasAnAddress,
  { 'src/utils/x.rules.ts': empty },
  /src\/utils\/x.rules.ts:1 this folder is no slice/,
)
finds('a file without a floor', everyFileHasAnAddress, { 'src/booking/helpers.ts': empty }, /noun.floor.ts/)
finds('table types written by hand', everyFileHasAnAddress, { 'src/booking/booking.tables.ts': empty }, /npm run types/)
lets('free names in the kernel and the browser frame', everyFileHasAnAddress, { 'src/kernel/db.ts': empty, 'src/web/router.tsx': empty })

const importing = (path: string, target: string, what = 'import { x } from') => ({
  [path]: `const y = 1\n${what} '../../${target}'`,
  [target]: empty,
})
finds(
  'an import of a later slice',
  importsGoBackOrDown,
  importing('src/ledger/ledger.server.ts', 'src/booking/booking.server.ts'),
  /ledger.server.ts:2 .*booking stands after ledger/,
)
finds(
  'an import of a higher floor',
  importsGoBackOrDown,
  importing('src/booking/booking.rules.ts', 'src/booking/booking.sql.ts'),
  /sql stands above rules/,
)
finds(
  'a closed door',
  importsGoBackOrDown,
  importing('src/booking/booking.server.ts', 'src/ledger/ledger.sql.ts'),
  /sql of ledger is private/,
)
finds(
  'a closed door, opened by a type',
  importsGoBackOrDown,
  importing('src/booking/booking.server.ts', 'src/ledger/ledger.sql.ts', 'import type { x } from'),
  /private/,
)
finds(
  'a page opened by a part',
  importsGoBackOrDown,
  importing('src/booking/booking.part.tsx', 'src/catalogue/search.page.tsx'),
  /only by the router/,
)
finds(
  'a command opened by a slice',
  importsGoBackOrDown,
  importing('src/booking/booking.server.ts', 'src/command/serve.ts'),
  /only from main/,
)
finds('a test kit opened by a slice', importsGoBackOrDown, importing('src/booking/booking.server.ts', 'test/kit/people.ts'), /only tests/)
lets('an open door of an earlier slice', importsGoBackOrDown, importing('src/booking/booking.server.ts', 'src/ledger/ledger.server.ts'))
lets('the router opening a page', importsGoBackOrDown, importing('src/web/router.tsx', 'src/booking/booking.page.tsx'))

const wire = (first: string) => ({
  'src/booking/booking.part.tsx': "import { a } from './booking.contract.ts'",
  'src/booking/booking.contract.ts': `${first}import { b } from '../kernel/b.ts'`,
  'src/kernel/b.ts': "import { open } from 'node:fs'",
})
test('found: a browser file that reaches the server through others', () => {
  const problems = found(browserFilesReachNoServer, wire(''))
  assert.equal(problems.length, 2)
  assert.match(problems[0]!, /booking.contract.ts → src\/kernel\/b.ts → node:fs/)
})
lets('a browser file that takes only a type from the server', browserFilesReachNoServer, {
  'src/booking/booking.contract.ts': "import type { b } from '../kernel/b.ts'\nimport * as z from 'zod'",
  'src/kernel/b.ts': "import { open } from 'node:fs'",
})
finds('words that import', packagesStayInTheirFloor, { 'src/booking/booking.words.ts': "import * as z from 'zod'" }, /words import nothing/)
finds(
  'a driver in a handler',
  packagesStayInTheirFloor,
  { 'src/booking/booking.server.ts': "import pg from 'pg'" },
  /adapter belongs to the kernel/,
)
finds(
  'an export of what another file exports',
  noBarrels,
  { 'src/kernel/a.ts': "export { x } from './b.ts'" },
  /a.ts:1 import it from its own file/,
)
finds('an export of what was imported', noBarrels, { 'src/kernel/a.ts': "import { x } from './b.ts'\nexport { x }" }, /a.ts:2/)
finds(
  'a circle',
  noCycles,
  { 'src/kernel/a.ts': "import { b } from './b.ts'", 'src/kernel/b.ts': "import { a } from './a.ts'" },
  /a.ts → src\/kernel\/b.ts → src\/kernel\/a.ts/,
)
lets('a circle of types', noCycles, {
  'src/kernel/a.ts': "import { b } from './b.ts'",
  'src/kernel/b.ts': "import type { a } from './a.ts'",
})

for (const text of ['Date.now()', 'new Date()', 'Math.random()', 'process.env.HOME', "fetch('x')"])
  finds(`${text} in rules`, pureFloorsStayPure, { 'src/booking/booking.rules.ts': `export const f = () => ${text}` }, /is not pure/)
lets('a moment given to rules', pureFloorsStayPure, {
  'src/booking/booking.rules.ts': 'export const f = (now: Date) => new Date(now.getTime() + 1)',
})
finds(
  'a handler that reads a clock',
  handlersReadNoClock,
  { 'src/booking/booking.server.ts': 'export const f = () => new Date()' },
  /use the `now`/,
)
finds(
  'a contract that decides',
  contractsDecideNothing,
  { 'src/booking/booking.contract.ts': 'export function f(a: number) {\n if (a) return 1\n return 2 }' },
  /contract.ts:2 a contract holds no decision/,
)
finds(
  'a builder call in a handler',
  sqlStaysInItsFloor,
  { 'src/booking/booking.server.ts': "db.selectFrom('booking')" },
  /selectFrom is a query/,
)
finds(
  'SQL text in a handler',
  sqlStaysInItsFloor,
  { 'src/booking/booking.server.ts': 'run(db, `select id from booking where id = $1`)' },
  /this is SQL/,
)
lets('a sentence that begins like SQL', sqlStaysInItsFloor, { 'src/booking/booking.server.ts': "say('Select a day')" })

const sql = (text: string) => ({ 'src/booking/booking.sql.ts': `const q = sql\`${text}\`` })
finds('another slice’s table', inTheirSlice, sql('select 1 from booking b join person p on true'), /person belongs to identity/)
finds('another slice’s table in a list', inTheirSlice, sql('select 1 from booking b, person p where true'), /person belongs to identity/)
finds(
  'another slice’s table by the builder',
  inTheirSlice,
  { 'src/booking/booking.sql.ts': "db.selectFrom('booking').innerJoin('person as p', 'a', 'b')" },
  /person belongs/,
)
finds(
  'a view of a later slice',
  inTheirSlice,
  { 'src/identity/identity.sql.ts': 'sql`select 1 from report_booking`' },
  /stands after identity/,
)
lets(
  'a name made by with, though a table bears it too',
  inTheirSlice,
  sql('with person as materialized (select 1 from booking) select 1 from person where true'),
)
lets(
  'own tables and earlier views',
  inTheirSlice,
  sql('with mine as (select id from booking) select 1 from mine, report_person where now() is distinct from null'),
)
finds(
  'a figure over a private table',
  inTheirSlice,
  { 'src/booking/booking.declaration.ts': "export const recount = 'select 1 from booking where true'" },
  /a figure reads published views/,
)
test('found: a migration that refers forward, a view of a private table, a constraint without a name', () => {
  const later: Migration = { path: 'database/0003-identity.sql', slice: 'identity', text: '\ncreate table x (b uuid references booking);' }
  assert.deepEqual(
    migrationsLookBack([later], owners).map((each) => [each.line, each.text]),
    [[2, 'refers to booking, which belongs to a later slice']],
  )
  const view: Migration = { path: 'database/0008-booking.sql', slice: 'booking', text: 'create view report_y as select 1 from person;' }
  assert.match(migrationsLookBack([view], owners)[0]!.text, /person belongs to identity/)
  assert.deepEqual(
    constraintsAreNamed([later]).map((each) => each.line),
    [2],
  )
  assert.deepEqual(migrationsLookBack(migrations, owners), [])
})

const words = (text: string) => ({ 'src/booking/booking.words.ts': `export const w = { a: ${text} } as const` })
for (const [name, text, expected] of [
  ['a missing language', "{ zh: '预约' }", /exactly zh and en/],
  ['an empty language', "{ zh: '预约', en: '' }", /en is missing/],
  ['English as Chinese', "{ zh: 'Book', en: 'Book it' }", /zh is not Chinese/],
  ['Chinese as English', "{ zh: '预约', en: '预约 it' }", /still has Chinese/],
  ['full-width marks in English', "{ zh: '先预约，再来', en: 'Book first，then come' }", /full-width/],
  ['different parameters', "{ zh: '{a} 元', en: '{b} yuan' }", /different parameters: a and b/],
] as const)
  finds(name, wordsAreInBothLanguages, words(text), expected)
lets('a name that both languages share', wordsAreInBothLanguages, words("{ zh: 'CNAS', en: 'CNAS' }"))
finds(
  'a Chinese sentence in a handler',
  sentencesStandInWords,
  { 'src/booking/booking.server.ts': "say('这台仪器已经停用，请另选。')" },
  /belongs to a .words.ts/,
)
finds(
  'Chinese on a screen',
  sentencesStandInWords,
  { 'src/booking/booking.page.tsx': 'export const A = () => <b title="预约" />' },
  /预约 belongs/,
)
finds(
  'bare English on a screen',
  sentencesStandInWords,
  { 'src/booking/booking.page.tsx': 'export const A = () => <b>Book it</b>' },
  /Book it belongs/,
)
lets('the name of a column', sentencesStandInWords, { 'src/catalogue/header.rules.ts': "export const names = ['仪器名称', '规格型号']" })
test('found: a table that the glossary leaves out', () => {
  assert.match(glossaryHolds(['booking', 'person'], '| `person` |')[0]!.text, /add a row for `booking`/)
})

finds('a long file', filesAreShort, { 'src/booking/booking.rules.ts': 'const a = 1\n'.repeat(401) }, /401 lines/)
finds('a long function', functionsAreShort, { 'src/booking/booking.rules.ts': `export function f() {\n${'g()\n'.repeat(70)}}` }, /72 lines/)
for (const text of [
  `// ${'TO'}${'DO'} later`,
  `// @ts-${'ignore'}`,
  `test.${'only'}('x', f)`,
  `test.${'skip'}('x', f)`,
  `test('x', { skip: ${'true'} }, f)`,
])
  finds(text, forbiddenWordsAreAbsent, { 'src/booking/booking.test.ts': `\n${text}` }, /booking.test.ts:2/)
finds('any', anyIsAbsent, { 'src/booking/booking.rules.ts': 'export const f = (a: any) => a' }, /any: say what it is/)
const calls = {
  'src/booking/a.server.ts': "import { f } from './booking.rules.ts'",
  'src/booking/b.server.ts': "import { f } from './booking.rules.ts'",
}
finds(
  'a shared function without a word',
  sharedFunctionsAreExplained,
  { ...calls, 'src/booking/booking.rules.ts': 'export function f() {}' },
  /f is called from several/,
)
lets('a shared function with its docstring', sharedFunctionsAreExplained, {
  ...calls,
  'src/booking/booking.rules.ts': '/** Does f. */\nexport function f() {}',
})

const contract =
  "export const book = operation({ name: 'book', method: 'POST', path: '/api/bookings' })\nexport const taken = defineError('slot_taken', 409, w.x)"
const both = { 'src/booking/booking.contract.ts': contract, 'src/booking/booking.test.ts': "import { book } from './booking.contract.ts'" }
finds('an operation no scenario sends', everyOperationHasAScenario, both, /no scenario sends book/)
lets('an operation that is sent', everyOperationHasAScenario, { ...both, 'src/booking/booking.test.ts': 'world.send(token, book, {})' })
finds('a refusal nobody meets', everyErrorHasATest, both, /slot_taken/)
lets('a refusal that is met', everyErrorHasATest, { ...both, 'src/booking/booking.test.ts': "assert.equal(code, 'slot_taken')" })
finds(
  'one code twice',
  namesAreUnique,
  { ...both, 'src/talent/talent.contract.ts': "export const t = defineError('slot_taken', 409, w.x)" },
  /error slot_taken is taken/,
)
finds(
  'an operation under another name',
  operationsBearTheirNames,
  { 'src/booking/booking.contract.ts': "export const reserve = operation({ name: 'book' })" },
  /give both one name/,
)

test('found: a class that two sheets define', () => {
  const sheets = [
    { path: 'src/web/styles/a.css', text: '.sheet {\n  gap: 0;\n}\n' },
    { path: 'src/web/styles/b.css', text: '/* .other { } */\n.pane h2,\n.sheet {\n  gap: 1px;\n}\n' },
  ]
  const [problem, ...more] = classesAreDefinedOnce(sheets)
  assert.deepEqual([problem?.path, problem?.line, more.length], ['src/web/styles/b.css', 2, 0])
})
test('let pass: a class that another sheet changes inside something, or for a narrow window', () => {
  const sheets = [
    { path: 'src/web/styles/a.css', text: '.sheet {\n  gap: 0;\n}\n' },
    {
      path: 'src/web/styles/b.css',
      text: '.pane .sheet {\n  gap: 1px;\n}\n@media (max-width: 40rem) {\n  .sheet {\n    gap: 2px;\n  }\n}\n',
    },
  ]
  assert.deepEqual(classesAreDefinedOnce(sheets), [])
})
