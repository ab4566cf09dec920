import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columnCount, edgesOf, limitsFor, prefectureLabels, rowCount, stepOf, tiles } from './tile.rules.ts'

test('sixty divisions stand on sixty places of the grid', () => {
  assert.equal(tiles.length, 60)
  assert.equal(new Set(tiles.map((tile) => tile.code)).size, 60)
  assert.equal(new Set(tiles.map((tile) => `${tile.row}/${tile.column}`)).size, 60)
  for (const tile of tiles) assert.ok(tile.row >= 1 && tile.row <= rowCount && tile.column >= 1 && tile.column <= columnCount, tile.code)
})

test('the tiles of a prefecture hang together', () => {
  for (const { code } of prefectureLabels) {
    const own = tiles.filter((tile) => tile.code.startsWith(code.slice(0, 4)))
    const reached = new Set([own[0]])
    for (const tile of reached)
      for (const other of own) if (tile && Math.abs(tile.row - other.row) + Math.abs(tile.column - other.column) === 1) reached.add(other)
    assert.equal(reached.size, own.length, code)
  }
})

test('a line is drawn where the prefecture ends, once between two tiles', () => {
  const edges = (code: string) => edgesOf(tiles.find((tile) => tile.code === code)!)
  assert.deepEqual(edges('220802'), ['top', 'left'])
  assert.deepEqual(edges('220882'), ['right', 'bottom'])
  assert.deepEqual(edges('220283'), ['top', 'right'])
})

for (const [largest, limits] of [
  [0, [1, 2, 4, 8, 16]],
  [28, [1, 2, 4, 8, 16]],
  [411, [15, 30, 60, 120, 240]],
  [2_000, [75, 150, 300, 600, 1200]],
  [2_500, [100, 200, 400, 800, 1600]],
] as const)
  test(`a largest value of ${largest} is divided at ${limits}`, () => assert.deepEqual(limitsFor(largest), limits))

test('a value takes the step of the last limit it reaches', () => {
  const limits = limitsFor(411)
  assert.deepEqual(
    [0, 14, 15, 30, 239, 240, 411].map((value) => stepOf(value, limits)),
    [0, 0, 1, 2, 4, 5, 5],
  )
})
