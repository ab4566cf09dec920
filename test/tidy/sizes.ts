// Lengths, forbidden words, docstrings.
import { type Node, type Problem, problem, type Source, walk } from './tree.ts'

const linesAtMost = 400
const functionLinesAtMost = 70

export function filesAreShort(tree: readonly Source[]): Problem[] {
  return tree
    .filter((source) => source.floor !== 'tables')
    .flatMap((source) => {
      const lines = source.text.trimEnd().split('\n').length
      return lines > linesAtMost ? [problem(source, 0, `${lines} lines, ${linesAtMost} at most: split the noun, not the floor`)] : []
    })
}

export function functionsAreShort(tree: readonly Source[]): Problem[] {
  return tree.flatMap((source) => {
    const found: Problem[] = []
    walk(source.program, (node) => {
      if (!isFunction(node)) return
      const lines = source.text.slice(node.start, node.end).split('\n').length
      if (lines > functionLinesAtMost)
        found.push(problem(source, node, `a function of ${lines} lines, ${functionLinesAtMost} at most: name its parts`))
    })
    return found
  })
}

const isFunction = (node: Node) => /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)

const forbidden: readonly [RegExp, string][] = [
  [/\b(TO[D]O|FIX[M]E|XX[X]|HAC[K])\b/, 'do it, or file it where it is planned'],
  [/@ts-(ignore|nocheck|expect-error)/, 'tell the compiler the truth instead'],
  [/\b(test|it|describe|scenario)\.only\b/, 'take .only away before it lands'],
  [/\b(test|it|describe|scenario)\.(skip|todo)\b/, 'skip with a reason: `{ skip: "why" }`'],
  [/\{\s*skip:\s*true\b/, 'skip with a reason: `{ skip: "why" }`'],
  [/type="(date|time|datetime-local|month|week)"/, 'speaks the language of the browser: DayText, DayInput or ClockSelect speak ours'],
  [/\b(eval|with)\s*\(\s*['"`]/, 'no code from strings'],
]

export function forbiddenWordsAreAbsent(tree: readonly Source[]): Problem[] {
  return tree.flatMap((source) =>
    source.text
      .split('\n')
      .flatMap((line, at) =>
        forbidden
          .filter(([pattern]) => pattern.test(line))
          .map(([pattern, advice]) => ({ path: source.path, line: at + 1, text: `${line.match(pattern)?.[0]}: ${advice}` })),
      ),
  )
}

/** `any` switches the compiler off; only a biome-ignore with its reason, on the line before, may let one stand. */
export function anyIsAbsent(tree: readonly Source[]): Problem[] {
  return tree.flatMap((source) => {
    const found: Problem[] = []
    walk(source.program, (node) => {
      if (node.type !== 'TSAnyKeyword') return
      const line = source.text.slice(0, node.start).split('\n').length
      const before = source.text.split('\n')[line - 2] ?? ''
      if (!/biome-ignore lint\/suspicious\/noExplicitAny: \w/.test(before))
        found.push(problem(source, node, 'any: say what it is, or `unknown`'))
    })
    return found
  })
}

/** A function that several files call says its shapes, units and errors above it. */
export function sharedFunctionsAreExplained(tree: readonly Source[]): Problem[] {
  const consumers = new Map<string, Set<string>>()
  for (const source of tree.filter((each) => each.floor !== 'test'))
    for (const each of source.imports)
      for (const name of each.names) {
        const key = `${each.from}#${name}`
        consumers.set(key, (consumers.get(key) ?? new Set()).add(source.path))
      }
  return tree
    .filter((source) => (source.slice === 'kernel' && source.floor !== 'test') || source.floor === 'server' || source.floor === 'rules')
    .flatMap((source) =>
      exportedFunctions(source).flatMap(({ name, node }) => {
        const shared = (consumers.get(`${source.path}#${name}`)?.size ?? 0) > 1
        return shared && !hasDocstring(source, node)
          ? [problem(source, node, `${name} is called from several files: say above it what it takes, gives and throws`)]
          : []
      }),
    )
}

function exportedFunctions(source: Source): { name: string; node: Node }[] {
  return (source.program.body as Node[]).flatMap((node) => {
    const declared = node.type === 'ExportNamedDeclaration' ? (node.declaration as Node | null) : null
    if (declared?.type === 'FunctionDeclaration') return [{ name: String((declared.id as Node).name), node }]
    if (declared?.type !== 'VariableDeclaration') return []
    return (declared.declarations as Node[])
      .filter((each) => each.init && isFunction(each.init as Node))
      .map((each) => ({ name: String((each.id as Node).name), node }))
  })
}

function hasDocstring(source: Source, node: Node): boolean {
  return source.comments.some(
    (comment) =>
      comment.type === 'Block' &&
      comment.value.startsWith('*') &&
      comment.end < node.start &&
      /^\s*(\/\/[^\n]*\s*)*$/.test(source.text.slice(comment.end, node.start)),
  )
}
