import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Block,
  blockOf,
  choiceAt,
  choiceBetween,
  cut,
  drawnBlocks,
  endsAfter,
  moved,
  resized,
  startsWithin,
  visibleHours,
} from './week.rules.ts'

const steps = { stepMinutes: 30, minutesLeast: 120, minutesMost: 480 }
const free = { fromMinute: 660, toMinute: 1020 }

const block = (fromMinute: number, toMinute: number, kind: Block['kind']): Block => ({ fromMinute, toMinute, kind })
const told = (blocks: readonly Block[]) => blocks.map((one) => `${one.fromMinute}-${one.toMinute} ${one.kind}`)

test('neighbours of one kind are one block, as when lanes differ', () => {
  assert.deepEqual(told(drawnBlocks([block(480, 540, 'free'), block(540, 720, 'free'), block(720, 1440, 'closed')], 120)), [
    '480-720 free',
    '720-1440 closed',
  ])
})

test('free time too short to book is not offered and joins what is taken beside it', () => {
  assert.deepEqual(
    told(drawnBlocks([block(480, 600, 'busy'), block(600, 660, 'free'), block(660, 780, 'free'), block(780, 840, 'closed')], 240)),
    ['480-780 busy', '780-840 closed'],
  )
})

test('the week is drawn from 08 to 18 unless something lies outside, then by two hours more', () => {
  assert.deepEqual(visibleHours([[block(0, 1440, 'closed')]]), { fromMinute: 480, toMinute: 1080 })
  assert.deepEqual(visibleHours([[block(420, 1230, 'free')]]), { fromMinute: 360, toMinute: 1320 })
})

test('a block is cut to the hours drawn', () => {
  const hours = { fromMinute: 480, toMinute: 1080 }
  assert.equal(cut(block(0, 500, 'closed'), hours)?.fromMinute, 480)
  assert.equal(cut(block(0, 480, 'closed'), hours), undefined)
})

test('starts lie on the steps and leave room for the least booking', () => {
  assert.deepEqual(startsWithin({ fromMinute: 665, toMinute: 840 }, steps), [690, 720])
  assert.deepEqual(startsWithin({ fromMinute: 665, toMinute: 700 }, steps), [])
})

test('ends run from the least to the most, within free time', () => {
  assert.deepEqual(endsAfter(free, 840, steps), [960, 990, 1020])
  assert.deepEqual(endsAfter({ fromMinute: 0, toMinute: 1440 }, 0, { ...steps, minutesMost: 180 }), [120, 150, 180])
})

test('a click takes the least booking there, held inside free time', () => {
  assert.deepEqual(choiceAt(free, 700, steps), { fromMinute: 690, toMinute: 810 })
  assert.deepEqual(choiceAt(free, 1019, steps), { fromMinute: 900, toMinute: 1020 })
  assert.equal(choiceAt({ fromMinute: 660, toMinute: 700 }, 670, steps), undefined)
})

test('a drag runs both ways and stops at what is allowed', () => {
  assert.deepEqual(choiceBetween(free, 690, 905, steps), { fromMinute: 690, toMinute: 930 })
  assert.deepEqual(choiceBetween(free, 690, 5000, steps), { fromMinute: 690, toMinute: 1020 })
  assert.deepEqual(choiceBetween(free, 900, 700, steps), { fromMinute: 690, toMinute: 1020 })
  assert.deepEqual(choiceBetween({ fromMinute: 0, toMinute: 1440 }, 0, 1400, steps), { fromMinute: 0, toMinute: 480 })
})

test('moving and resizing stay inside free time and inside the limits', () => {
  const choice = { fromMinute: 660, toMinute: 780 }
  assert.deepEqual(moved(free, choice, 1, steps), { fromMinute: 690, toMinute: 810 })
  assert.deepEqual(moved(free, choice, -1, steps), choice)
  assert.deepEqual(resized(free, choice, 1, steps), { fromMinute: 660, toMinute: 810 })
  assert.deepEqual(resized(free, choice, -1, steps), choice)
})

test('a choice knows its block, and has none once the time is gone', () => {
  const blocks = [block(660, 1020, 'free')]
  assert.equal(blockOf(blocks, { fromMinute: 690, toMinute: 810 })?.kind, 'free')
  assert.equal(blockOf(blocks, { fromMinute: 600, toMinute: 810 }), undefined)
})
