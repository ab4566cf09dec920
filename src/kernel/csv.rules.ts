// Text tables that people open in a spreadsheet: what begins like a formula would be computed there, wherever it came from.

const formula = /^'*[=+\-@\t\r\n＝＋－＠]/
const marked = /^''*[=+\-@\t\r\n＝＋－＠]/
/** A signed number computes nothing, and must stay one. */
const number = /^[+-]?\d[\d,]*(\.\d+)?%?$/

/** A cell that a spreadsheet shows as it is written: what it would take for a formula begins with its own mark for text, `'`. */
export function inertCell(text: string): string {
  return formula.test(text) && !number.test(text) ? `'${text}` : text
}

/** The text an inert cell stands for: one mark less. What was never marked stays as it is. */
export function givenCell(text: string): string {
  return marked.test(text) ? text.slice(1) : text
}
