// What a floor may not do.
import { type Floor, literal, type Node, nameOf, type Problem, problem, type Source, templateText, walk } from './tree.ts'

const pureFloors: readonly Floor[] = ['words', 'contract', 'rules', 'declaration']
const impureNames =
  /^(Math\.random|Date\.now|performance\.now|process\b.*|crypto\..*|fetch|console\..*|setTimeout|setInterval|globalThis\..*)$/
const clockNames = /^(Math\.random|Date\.now|performance\.now|process\.hrtime.*)$/

/** Rules, contracts and declarations are decided on paper: no clock, no chance, no surroundings. */
export function pureFloorsStayPure(tree: readonly Source[]): Problem[] {
  return tree
    .filter((source) => pureFloors.includes(source.floor))
    .flatMap((source) => uses(source, impureNames, 'is not pure: take it as a parameter (`now`, a seed, a setting)'))
}

/** Handlers get `now`; only the kernel, and the commands at the edge, read a clock. */
export function handlersReadNoClock(tree: readonly Source[]): Problem[] {
  return tree
    .filter((source) => (source.floor === 'server' || source.floor === 'sql') && source.slice !== 'kernel')
    .flatMap((source) => uses(source, clockNames, 'reads a clock or chance: use the `now` and the ids the story is given'))
}

function uses(source: Source, names: RegExp, what: string): Problem[] {
  const found: Problem[] = []
  walk(source.program, (node, parents) => {
    const around = parents.at(-1)
    const isPart = around?.type === 'MemberExpression' && around.object === node
    const isField = around?.type === 'MemberExpression' && around.property === node && !around.computed
    const isKey = around?.type === 'Property' && around.key === node && !around.computed
    const isDate = node.type === 'NewExpression' && nameOf(node.callee as Node) === 'Date' && (node.arguments as Node[]).length === 0
    const name = isPart || isField || isKey || !['MemberExpression', 'Identifier'].includes(node.type) ? '' : nameOf(node)
    if (isDate) found.push(problem(source, node, `new Date() ${what}`))
    else if (name !== '' && names.test(name) && !isInType(parents)) found.push(problem(source, node, `${name} ${what}`))
  })
  return found
}

function isInType(parents: readonly Node[]): boolean {
  return parents.some((node) => node.type.startsWith('TS') && node.type !== 'TSAsExpression' && node.type !== 'TSSatisfiesExpression')
}

/** A contract states shapes; what is decided belongs to rules. */
export function contractsDecideNothing(tree: readonly Source[]): Problem[] {
  return tree
    .filter((source) => source.floor === 'contract')
    .flatMap((source) => {
      const found: Problem[] = []
      walk(source.program, (node) => {
        if (/^(If|For|ForOf|ForIn|While|Switch)Statement$/.test(node.type))
          found.push(problem(source, node, 'a contract holds no decision: move it to rules'))
      })
      return found
    })
}

const builderCalls =
  /\.(selectFrom|insertInto|updateTable|deleteFrom|mergeInto|executeQuery|executeTakeFirst|executeTakeFirstOrThrow|selectNoFrom)$/
const sqlText =
  /^\s*(select\s[\s\S]*\sfrom\s|select\s+\w+\(|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|with\s+\w+\s+(\([^)]*\)\s+)?as\s|create\s+(table|index|view|function|or\s)|alter\s+table|drop\s+table|truncate\s|copy\s+\w+\s|lock\s+table)/i

/** Queries live in .sql.ts, and in the declarations of figures over published views; beside them only the kernel, the commands, the example province, tests and measurements may hold SQL. */
export function sqlStaysInItsFloor(tree: readonly Source[]): Problem[] {
  return tree
    .filter(
      (source) =>
        !['sql', 'declaration', 'test'].includes(source.floor) && !['kernel', 'command', 'example', 'test', 'bench'].includes(source.slice),
    )
    .flatMap((source) => {
      const found: Problem[] = []
      walk(source.program, (node) => {
        const name = node.type === 'CallExpression' ? nameOfCall(node) : ''
        const text = node.type === 'TemplateLiteral' ? templateText(node) : literal(node)
        if (builderCalls.test(name)) found.push(problem(source, node, `${name.split('.').at(-1)} is a query: move it to a .sql.ts file`))
        else if (text !== undefined && sqlText.test(text)) found.push(problem(source, node, 'this is SQL: move it to a .sql.ts file'))
      })
      return found
    })
}

function nameOfCall(node: Node): string {
  const callee = node.callee as Node
  if (callee.type !== 'MemberExpression' || callee.computed) return nameOf(callee)
  return `.${nameOf(callee.property as Node)}`
}
