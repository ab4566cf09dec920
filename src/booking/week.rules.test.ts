import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blockOf, choiceAt, choiceBetween, cut, dayBlocks, endsAfter, moved, resized, startsWithin, visibleHours } from './week.rules.ts'

const steps = { stepMinutes: 30, minutesLeast: 120, minutesMost: 480 }
const free = { fromMinute: 660, toMinute: 1020 }

test('a day is filled: closed, free, taken, closed', () => {
  const blocks = dayBlocks([free], [{ fromMinute: 480, toMinute: 660, kind: 'busy', note: '' }], 120)
  assert.deepEqual(
    blocks.map((block) => [block.fromMinute, block.toMinute, block.kind]),
    [
      [0, 480, 'closed'],
      [480, 660, 'busy'],
      [660, 1020, 'free'],
      [1020, 1440, 'closed'],
    ],
  )
})

test('free time too short to book is not offered and joins what is taken beside it', () => {
  const blocks = dayBlocks([{ fromMinute: 600, toMinute: 660 }], [{ fromMinute: 480, toMinute: 600, kind: 'busy', note: '' }], 120)
  assert.deepEqual(
    blocks.map((block) => [block.fromMinute, block.toMinute, block.kind]),
    [
      [0, 480, 'closed'],
      [480, 660, 'busy'],
      [660, 1440, 'closed'],
    ],
  )
})

test('what overlaps, as lanes do, is drawn once', () => {
  const taken = [
    { fromMinute: 480, toMinute: 600, kind: 'busy' as const, note: '' },
    { fromMinute: 540, toMinute: 720, kind: 'maintenance' as const, note: '校准' },
  ]
  assert.deepEqual(
    dayBlocks([], taken, 60).map((block) => [block.fromMinute, block.toMinute, block.kind, block.note]),
    [
      [0, 480, 'closed', ''],
      [480, 600, 'busy', ''],
      [600, 720, 'maintenance', '校准'],
      [720, 1440, 'closed', ''],
    ],
  )
})

test('a day without anything is closed from end to end', () => {
  assert.deepEqual(dayBlocks([], [], 60), [{ fromMinute: 0, toMinute: 1440, kind: 'closed', note: '' }])
})

test('the week is drawn from 08 to 18 unless something lies outside, then by two hours more', () => {
  assert.deepEqual(visibleHours([dayBlocks([], [], 60)]), { fromMinute: 480, toMinute: 1080 })
  assert.deepEqual(visibleHours([dayBlocks([{ fromMinute: 420, toMinute: 1230 }], [], 60)]), { fromMinute: 360, toMinute: 1320 })
})

test('a block is cut to the hours drawn', () => {
  assert.deepEqual(cut({ fromMinute: 0, toMinute: 500, kind: 'closed', note: '' }, { fromMinute: 480, toMinute: 1080 })?.fromMinute, 480)
  assert.equal(cut({ fromMinute: 0, toMinute: 480, kind: 'closed', note: '' }, { fromMinute: 480, toMinute: 1080 }), undefined)
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
  const blocks = dayBlocks([free], [], 120)
  assert.equal(blockOf(blocks, { fromMinute: 690, toMinute: 810 })?.kind, 'free')
  assert.equal(blockOf(blocks, { fromMinute: 600, toMinute: 810 }), undefined)
})
