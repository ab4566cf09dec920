// A declared form filled in as a person would: every kind of field by its control, a wrong answer first, a paper by upload, the others shown at the counter.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { Answers, Field, Fields, Procedure } from '../../src/procedures/procedure.rules.ts'

const idOf = (path: string) => `#f-${path.replaceAll('.', '-')}`
const boxAt = (page: Page, path: string) => page.locator(`[data-path="${path}"]`)

/** One field, by what kind it is, with the words that the declaration gives it. */
async function fillField(page: Page, path: string, field: Field, value: unknown): Promise<void> {
  const choose = (title: string) => boxAt(page, path).getByLabel(title, { exact: true }).check()
  switch (field.type) {
    case 'yes':
      return choose(value === true ? '是' : '否')
    case 'choice':
      return choose(field.choices[value as string]!.zh)
    case 'choices':
      for (const one of value as readonly string[]) await choose(field.choices[one]!.zh)
      return
    case 'rows':
      return fillRows(page, path, field, value as readonly Answers[])
    case 'division':
    case 'child':
      await page.locator(idOf(path)).selectOption(String(value))
      return
    case 'money':
      return page.locator(idOf(path)).fill(String(Number(value) / 100))
    default:
      return page.locator(idOf(path)).fill(String(value))
  }
}

/** A line too many is begun and taken away again: what stands in the others stays. */
async function fillRows(page: Page, path: string, field: Field & { type: 'rows' }, rows: readonly Answers[]): Promise<void> {
  const add = boxAt(page, path).getByRole('button', { name: '增加一行' })
  await add.click()
  for (const [at, row] of rows.entries()) {
    await add.click()
    await fillAll(page, field.fields, row, `${path}.${at}.`)
  }
  await boxAt(page, path)
    .getByRole('button', { name: `删除第 ${rows.length + 1} 行` })
    .click()
  assert.equal(
    await boxAt(page, path)
      .getByRole('button', { name: /^删除第/ })
      .count(),
    rows.length,
  )
}

export async function fillAll(page: Page, fields: Fields, answers: Answers, at = ''): Promise<void> {
  for (const [key, field] of Object.entries(fields))
    if (answers[key] !== undefined && !field.isFixed) await fillField(page, at + key, field, answers[key])
}

/** What is no answer to a field of a kind; the rarer kinds first, so that every one of them is refused in some procedure. */
const wrongs = [
  ['money', '二十万'],
  ['bank_account', '12'],
  ['integer', '许多'],
  ['day', '2026-13-40'],
  ['resident_id', '123456'],
  ['credit_code', '123'],
  ['phone', '1'],
] as const

function wrongFor(fields: Fields, answers: Answers): { key: string; field: Field; text: string } {
  const asked = Object.entries(fields).filter(([key]) => answers[key] !== undefined)
  for (const [type, text] of wrongs) {
    const found = asked.find(([, field]) => field.type === type)
    if (found) return { key: found[0], field: found[1], text }
  }
  throw new Error('a form of which nothing can be wrong')
}

/** Everything that stands in the form's fields, in their order. */
const standing = (page: Page): Promise<unknown[]> =>
  page
    .locator('.apply-body [data-path] :is(input:not([type=file]), textarea, select)')
    .evaluateAll((controls) =>
      (controls as HTMLInputElement[]).map(({ type, checked, value }) => (/radio|box/.test(type) ? checked : value)),
    )

/** A form that is wrong in one place, and lacks its papers, is refused with words and keeps what stands in it. */
export async function fillWithFault(
  page: Page,
  { form }: Procedure,
  answers: Answers,
  look: (name: string) => Promise<void>,
): Promise<void> {
  await fillAll(page, form, answers)
  const { key, field, text } = wrongFor(form, answers)
  await page.locator(idOf(key)).fill(text)
  const before = await standing(page)
  await page.getByRole('button', { name: '下一步：核对' }).click()
  const summary = page.getByRole('alert').filter({ hasText: '处需要改正' })
  await summary.waitFor()
  await look('fault')
  const link = summary.getByRole('link', { name: field.title.zh }).first()
  await link.click()
  await page.locator(`${idOf(key)}:focus`).waitFor()
  assert.ok((await boxAt(page, key).locator('.problem').count()) > 0, `${key} says what is wrong`)
  assert.deepEqual(await standing(page), before, 'nothing is lost')
  await fillField(page, key, field, answers[key])
}

const pdf = (text: string) => ({
  name: `示例${text}.pdf`,
  mimeType: 'application/pdf',
  buffer: Buffer.from(`%PDF-1.7\n% ${text}\ntrailer\n%%EOF\n`),
})
const noPdf = { name: '示例网页.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<!doctype html><title>示例</title>') }

/** The first paper by upload, after a file that is none; the next at the counter. */
export async function giveMaterials(page: Page, title: string): Promise<void> {
  const materials = page.locator('li.material')
  const [first, second] = await materials.all()
  if (first) {
    const input = first.locator('input[type=file]')
    await input.setInputFiles(noPdf)
    await first.getByText('这不是可以接收的文件').waitFor()
    await input.setInputFiles(pdf(title))
    await first.locator('.given').getByText(`示例${title}.pdf`).waitFor()
  }
  if (second) {
    await second.getByRole('checkbox').click()
    await second.locator('input[type=checkbox]:checked:enabled').waitFor()
  }
}
