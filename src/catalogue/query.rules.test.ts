import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { readSeed } from '../kernel/seeds.ts'
import { readMark, writeMark } from './cursor.rules.ts'
import { likeliest } from './match.rules.ts'
import {
  alternativesOf,
  conditionsOf,
  type Knowledge,
  mayNameInstitution,
  nameConditionsOf,
  partsOf,
  shortPlaceName,
  wordsOfQuery,
} from './query.rules.ts'
import { soundOf } from './sound.rules.ts'
import { compactText, editDistance, normalText, quoted, runsOf, spellingsOf, tokensOf } from './token.rules.ts'

const pair = (term: string, means: string, relation: 'same' | 'use') => ({
  term,
  means,
  relation,
  source: 'test',
  normalTerm: compactText(term),
  normalMeans: means.split(' ').map(compactText).join(' '),
})
const knowledge: Knowledge = {
  synonyms: [
    pair('透射电镜', '透射电子显微镜', 'same'),
    pair('TEM', '透射电子显微镜', 'same'),
    pair('电镜', '电子显微镜', 'use'),
    pair('高温拉伸', '万能材料试验机 高温炉', 'use'),
  ],
  classes: [],
  places: [{ normalName: '长春', shown: '长春市', token: '@d2201' }],
  institutions: [],
}

test('a text is compared in its normal form', () => {
  for (const [text, normal, compact] of [
    ['ＪＥＭ－２１００Ｆ', 'jem 2100f', 'jem2100f'],
    ['  X-射线 衍射仪（粉末）', 'x 射线 衍射仪 粉末', 'x射线衍射仪粉末'],
    ['Zeta/µ', 'zeta μ', 'zetaμ'],
    ['！？', '', ''],
  ]) {
    assert.equal(normalText(text!), normal)
    assert.equal(compactText(text!), compact)
  }
})

test('runs end where the script changes', () => {
  assert.deepEqual(
    runsOf('D8X射线衍射仪2号 Ⅱ').map((run) => run.text),
    ['d8x', '射线衍射仪', '2', '号', 'ii'],
  )
})

test('tokens of a text are pairs of characters and words; a name also gives single characters and joined neighbours', () => {
  assert.deepEqual(tokensOf('透射电镜', false), ['透射', '射电', '电镜'])
  const model = tokensOf('JEM-2100F', true)
  for (const token of ['jem', '2100f', '2100', 'f', 'jem2100f', '_je', '_m2', '_0f']) assert.ok(model.includes(token), token)
  assert.deepEqual(tokensOf('LC-MS/MS', false), ['lc', 'ms', 'lcms', 'lcmsms'])
  assert.ok(tokensOf('透射电镜', true).includes('镜'))
})

test('a token is quoted against what PostgreSQL would read as signs', () => {
  assert.equal(quoted("a'b"), "'a''b'")
  assert.equal(quoted('a\\b'), "'a\\\\b'")
})

test('a query is cut into the longest known words and the pieces between them', () => {
  const cut = (query: string) => wordsOfQuery(query, knowledge).map((word) => word.typed)
  for (const [query, words] of [
    ['透射电镜', ['透射电镜']],
    ['TEM', ['tem']],
    ['长春透射电镜 JEM-2100', ['长春', '透射电镜', 'jem', '2100']],
    ['冷冻电镜', ['冷冻', '电镜']],
    ['system', ['system']],
    ['的', []],
    ['an', ['an']],
    ['the TEM', ['tem']],
    ['透射 透射', ['透射']],
    ['', []],
  ] as const)
    assert.deepEqual(cut(query), words, query)
})

test('a word is also what it means and all that means the same; a use leads one way', () => {
  const terms = (typed: string) => alternativesOf(typed, knowledge).map((each) => ('shown' in each ? each.shown : each.words.join(' ')))
  assert.deepEqual(terms('tem'), ['tem', '透射电子显微镜', '透射电镜'])
  assert.deepEqual(terms('透射电子显微镜'), ['透射电子显微镜', '透射电镜', 'TEM'])
  assert.deepEqual(terms('高温拉伸'), ['高温拉伸', '万能材料试验机 高温炉'])
  assert.deepEqual(terms('电子显微镜'), ['电子显微镜'], 'what is used for something else is not called by it')
  assert.deepEqual(terms('长春'), ['长春', '长春市'])
})

test('a condition asks for every word in any of its ways', () => {
  const conditions = (query: string) => conditionsOf(wordsOfQuery(query, knowledge), query)
  assert.deepEqual(conditions('电镜'), ["'电镜'", "('电子' & '显微' & '微镜')"])
  assert.deepEqual(conditions('长春 仪'), ["('长春' & '仪')", "('@d2201' & '仪')"])
  assert.deepEqual(conditions('d8'), ["'d8':*", "'_d8'"])
  assert.deepEqual(conditions('电子显微镜 电子'), ["('电子' & '显微' & '微镜')"])
  assert.deepEqual(conditions('x 仪'), ["('x' & '仪')", "'_x仪'"], 'one letter begins nearly everything')
  assert.deepEqual(conditions('d8 仪'), ["('d8' & '仪')", "('_d8' & '仪')", "('_d8' & '_8仪')"])
})

test('a word in a name is asked for by what only names are indexed by', () => {
  const conditions = (query: string) => nameConditionsOf(wordsOfQuery(query, knowledge))
  assert.deepEqual(conditions('电镜'), ["('电镜' & '电' & '镜')", "('电子' & '显微' & '微镜' & '电' & '镜')"])
  assert.deepEqual(conditions('d8'), ["'_d8'"])
  assert.deepEqual(conditions('高温拉伸'), ["('高温' & '拉伸' & '高' & '伸')"], 'several words are no name')
  assert.deepEqual(conditions('长春 仪'), ["('长春' & '长' & '春' & '仪')", "('@d2201' & '仪')"])
})

test('only the ways of one word are asked for apart, those of the others beside each of them', () => {
  const word = (...terms: string[]) => ({ typed: '仪', alternatives: terms.map((term) => ({ kind: 'typed' as const, words: [term] })) })
  assert.deepEqual(conditionsOf([word('甲乙', '丙丁'), word('戊己', '庚辛', '壬癸')], ''), [
    "('戊己' & ('甲乙' | '丙丁'))",
    "('庚辛' & ('甲乙' | '丙丁'))",
    "('壬癸' & ('甲乙' | '丙丁'))",
  ])
})

test('parts of a query that may be known words keep Latin words whole', () => {
  assert.deepEqual(partsOf('system'), ['system'])
  assert.ok(partsOf('gc ms仪').includes('gcms'))
  assert.ok(!partsOf('system').includes('tem'))
})

test('places and institutions as people say them', () => {
  for (const [name, short] of [
    ['通化县', '通化'],
    ['延边朝鲜族自治州', '延边'],
    ['伊通满族自治县', '伊通'],
    ['前郭尔罗斯蒙古族自治县', '前郭尔罗斯'],
    ['南关区', '南关'],
  ])
    assert.equal(shortPlaceName(name!), short)
  for (const [part, may] of [
    ['吉林大学', true],
    ['应化所', true],
    ['激光', false],
    ['tem', false],
  ] as const)
    assert.equal(mayNameInstitution(part), may, part)
})

test('slips of the fingers are counted, swapped neighbours once', () => {
  for (const [a, b, distance] of [
    ['bruker', 'burker', 1],
    ['agilent', 'agilnt', 1],
    ['透视电镜', '透射电镜', 1],
    ['', 'ab', 2],
    ['abc', 'abc', 0],
    ['jem2100', 'jem2010', 1],
  ] as const)
    assert.equal(editDistance(a, b), distance, `${a} ${b}`)
})

test('words one slip apart share a spelling', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '电', '镜'), minLength: 2, maxLength: 8 })
  fc.assert(
    fc.property(word, word, (a, b) => {
      assert.equal(editDistance(a, b), editDistance(b, a))
      if (editDistance(a, b) === 1) {
        const other = new Set(spellingsOf(b))
        assert.ok(spellingsOf(a).some((spelling) => other.has(spelling)))
      }
    }),
  )
})

test('the likeliest word sounds the same, then is one slip away; short words need the sound', () => {
  assert.equal(soundOf('透射电竟'), soundOf('透射电镜'))
  const found = (word: string, distance: number, hasSound: boolean) => ({ word, shown: word, origin: 'term' as const, distance, hasSound })
  assert.deepEqual(
    likeliest('透视电镜', [found('隧道电镜', 2, false), found('透射电镜', 1, false), found('透视电镜', 0, true)]).map((each) => each.word),
    ['透射电镜'],
  )
  assert.deepEqual(
    likeliest('核慈', [found('核磁', 1, true), found('核辐', 1, false)]).map((each) => each.word),
    ['核磁'],
  )
  assert.deepEqual(likeliest('gcm', [found('gc', 1, false)]), [], 'three letters are too few to guess by')
})

test('a page mark is read back as it was written, and nonsense is not', () => {
  const mark = { first: 'shengwu仪', second: 3, id: '01900000-0000-7000-8000-000000000001' }
  assert.deepEqual(readMark(writeMark(mark)), mark)
  for (const text of ['', 'x', writeMark({ ...mark, id: 'no id' }), 'WzEsMl0']) assert.equal(readMark(text), undefined, text)
})

test('the synonyms that come with the product are sound', () => {
  const rows = readSeed('synonyms.csv')
  assert.ok(rows.length >= 200)
  const seen = new Set<string>()
  for (const { term, means, relation, source } of rows) {
    const key = `${compactText(term ?? '')}=${compactText(means ?? '')}`
    assert.ok(term && means && source, `${term}: every column is filled`)
    assert.ok(relation === 'same' || relation === 'use', `${term}: ${relation}`)
    assert.notEqual(compactText(term), compactText(means), `${term} means itself`)
    if (relation === 'same') assert.ok(!compactText(means).includes(compactText(term)), `${term} is a part of ${means}: it leads one way`)
    assert.ok(!seen.has(key) || relation === 'use', `${term} is there twice`)
    seen.add(key)
  }
  const centres = new Set(rows.filter((row) => row.relation === 'same').map((row) => compactText(row.means ?? '')))
  const chained = rows.filter((row) => row.relation === 'same' && centres.has(compactText(row.term ?? ''))).map((row) => row.term)
  assert.deepEqual(chained, [], 'a term that other terms mean would be lost')
})
