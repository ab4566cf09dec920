import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { called, scratchFolder, xianchuang } from '../../test/kit/command.ts'

const folder = scratchFolder()
const han = /\p{Script=Han}/u
const names = ['serve', 'migrate', 'demo', 'import', 'export', 'figures', 'index', 'verify', 'backup', 'restore', 'user', 'keys', 'bench']

test('without a command it shows the way and fails', async () => {
  const { status, stdout } = await xianchuang([])
  assert.equal(status, 2)
  for (const name of names) assert.match(stdout, new RegExp(`^  ${name} `, 'm'))
})

test('asked for help it lists every command in both languages', async () => {
  const { status, stdout } = await called(['--help'])
  assert.equal(status, 0)
  for (const name of names) {
    const [zh, en] = stdout.slice(stdout.indexOf(`\n  ${name} `) + 1).split('\n')
    assert.match(zh ?? '', han, name)
    assert.doesNotMatch(en ?? '', han, name)
  }
})

for (const name of names)
  test(`${name} --help explains itself in both languages and does nothing`, async () => {
    const { status, stdout, stderr } = await called([name, '--help'], { env: { DATA_DIR: join(folder, 'untouched') } })
    assert.deepEqual([status, stderr], [0, ''])
    assert.match(stdout, han)
    assert.match(stdout, /show this help/)
    assert.match(stdout, new RegExp(`xianchuang ${name}`))
    if (name === 'import') assert.match(stdout, /The fields of services: instrumentCode/)
  })

for (const [args, expected] of [
  [['nonsense'], /no command "nonsense"/],
  [['verify', '--colour'], /no option --colour/],
  [['figures', '--year'], /--year needs a value/],
  [['figures', '--year', 'abc'], /such as 2022/],
  [['verify', '--json=1'], /--json takes no value/],
  [['verify', 'twice'], /"twice" is one too many/],
  [['restore'], /<file> is missing/],
  [['import'], /<kind> is missing: the kind: statuses, catalogue, services/],
  [['import', 'people.csv'], /no kind "people.csv"; there are: statuses, catalogue, services/],
  [['import', 'catalogue'], /<file> is missing/],
  [['import', 'catalogue', join(folder, 'none.csv'), '--organisation', 'x'], /no file/],
  [['import', 'catalogue', folder, '--organisation', 'x'], /is a folder/],
  [['import', 'catalogue', folder], /--organisation/],
  [['import', 'catalogue', folder, '--organisation', 'x', '--map', 'x'], /header=field/],
  [['import', 'catalogue', folder, '--organisation', 'x', '--map', 'x=bogus'], /no field "bogus"; there are: innerCode/],
  [['export', 'photographs'], /no export "photographs"/],
  [['export', 'journal', '--year', '22'], /--year/],
  [['export', 'statement'], /--year/],
  [['export', 'journal', '--from', 'yesterday'], /--from/],
  [['user', 'promote', 'x'], /no action "promote"/],
  [['user', 'create'], /<name> is missing: the user name/],
  [['user', 'grant', 'x', '--role', 'king'], /no role "king"; there are: individual/],
  [['user', 'grant', 'x', '--role', 'operator'], /one of --organisation and --division/],
  [['user', 'create', 'x', '--password', 'secret'], /--password/],
  [['serve', '--port', '99999'], /PORT has the value "99999"/],
  [['bench', 'rice'], /"rice" is not known/],
  [['bench', 'race'], /A race needs --url/],
  [['bench', 'race', '--url', 'nowhere'], /A race needs --url/],
  [['bench', 'race', '--url', 'http://127.0.0.1:1', '--clients', '0'], /--clients has the value "0"/],
  [['bench', 'race', '--url', 'http://127.0.0.1:1', '--set', 'login'], /--set has the value "login"/],
  [['bench', '--url', 'http://127.0.0.1:1'], /--url is of the race alone/],
] as const)
  test(`xianchuang ${args.join(' ').replaceAll(folder, '<folder>')} is asked wrongly`, async () => {
    const { status, stderr, stdout } = await called(args, { env: { DATA_DIR: join(folder, 'untouched') } })
    assert.equal(status, 2, stderr)
    assert.match(stderr, expected)
    assert.match(stderr, han)
    assert.equal(stdout, '')
  })

for (const [variable, value] of [
  ['PORT', 'http'],
  ['PUBLIC_URL', 'example'],
  ['TRUST_PROXY', 'perhaps'],
  ['LIMIT_WRITES', 'many'],
  ['SMTP_URL', 'mail.example.org'],
  ['DATABASE_URL', 'mysql://x'],
] as const)
  test(`serve refuses ${variable}=${value}`, async () => {
    const { status, stderr } = await called(['serve'], { env: { [variable]: value, DATA_DIR: join(folder, 'untouched') } })
    assert.equal(status, 2)
    assert.match(stderr, new RegExp(variable))
  })

test('a command that reads refuses a folder without a database, and makes none', async () => {
  for (const args of [['verify'], ['backup', join(folder, 'b.tar')], ['user', 'list']]) {
    const { status, stderr } = await called(args, { env: { DATA_DIR: join(folder, 'untouched') } })
    assert.equal(status, 1)
    assert.match(stderr, /no database in/)
  }
})

test('a wrong word ends the process with the same status', async () => {
  const { status, stderr } = await xianchuang(['import', 'people'], { env: { DATA_DIR: join(folder, 'untouched') } })
  assert.equal(status, 2)
  assert.match(stderr, /no kind "people"/)
})

test('a word that is no database is told as such, and no command tries it', async () => {
  const { status, stderr } = await called(['verify'], { env: { DATABASE_URL: 'nonsense', DATA_DIR: folder } })
  assert.deepEqual([status, /DATABASE_URL has the value "nonsense"/.test(stderr)], [2, true], stderr)
})

test('a database that does not answer is told as such', async () => {
  const env = { DATABASE_URL: `postgres://nobody@localhost/none?host=${folder}`, DATA_DIR: folder }
  const { status, stderr } = await xianchuang(['verify'], { env })
  assert.equal(status, 1)
  assert.match(stderr, /cannot be reached/)
  assert.doesNotMatch(stderr, /at .*\.ts:\d+/)
})
