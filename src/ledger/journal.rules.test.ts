import assert from 'node:assert/strict'
import { test } from 'node:test'
import { journalAccount, journalAmount, journalTransaction, partyLabel, readJournal } from './journal.rules.ts'

test('amounts are written exactly, money in yuan', () => {
  for (const [amount, commodity, text] of [
    [12_345, 'CNY', '123.45 CNY'],
    [-5, 'CNY', '-0.05 CNY'],
    [50, 'CNY', '0.50 CNY'],
    [-900_719_925_474_099_1, 'CNY', '-90071992547409.91 CNY'],
    [-3600, 'TIME', '-3600 TIME'],
    [3, 'SAMPLE', '3 SAMPLE'],
  ] as const)
    assert.equal(journalAmount(amount, commodity), text)
})

test('a name cannot break out of its account', () => {
  const id = '0192aaaa-1111-7222-8333-44449f3a1c2e'
  assert.equal(partyLabel(id, ' 示例  公司:一部; 二部\n三部 '), '示例 公司：一部； 二部 三部 #9f3a1c2e')
})

test('a journal is read back as it was written', () => {
  const declared = new Set<string>()
  const receivable = journalAccount({ purpose: 'receivable', owner: '大学 #1', counterparty: '公司 #2' })
  const income = journalAccount({ purpose: 'service_income', owner: '大学 #1', counterparty: '公司 #2' })
  const write = (amount: number) =>
    journalTransaction(
      {
        id: 'x',
        kind: 'service',
        commodity: 'CNY',
        effectiveOn: '2022-03-05',
        serviceId: null,
        reversesId: null,
        entries: [
          { account: receivable, amount },
          { account: income, amount: -amount },
        ],
      },
      declared,
    )
  const text = write(12_345) + write(5)
  assert.equal(text.match(/^account /gm)?.length, 2, 'an account is declared once')
  const { sums, transactions } = readJournal(text)
  assert.equal(transactions, 2)
  assert.deepEqual(
    [...sums],
    [
      [`${receivable} CNY`, 12_350],
      [`${income} CNY`, -12_350],
    ],
  )
})
