// Every promise has somebody who holds us to it.
import { literal, type Node, nameOf, type Problem, problem, type Source, walk } from './tree.ts'

const isScenario = (source: Source) =>
  source.floor === 'test' && source.path.endsWith('.test.ts') && !source.path.endsWith('.rules.test.ts')

/** Every operation of a contract is used by name in a scenario, a race, a journey or another test that goes through the server. */
export function everyOperationHasAScenario(tree: readonly Source[]): Problem[] {
  const used = new Set(tree.filter(isScenario).flatMap(namesUsed))
  return declared(tree, 'operation').flatMap(({ source, node, constant }) =>
    used.has(constant) ? [] : [problem(source, node, `no scenario sends ${constant}: tell one in src/${source.slice}/*.test.ts`)],
  )
}

/** Every error kind's code stands in a test that provokes it. */
export function everyErrorHasATest(tree: readonly Source[]): Problem[] {
  const said = new Set<string>()
  for (const source of tree.filter((each) => each.floor === 'test'))
    walk(source.program, (node) => void (literal(node) !== undefined && said.add(literal(node)!)))
  const errors = [...declared(tree, 'defineError')]
  return errors.flatMap(({ source, node, call }) => {
    const code = literal((call.arguments as Node[])[0]) ?? ''
    return said.has(code) ? [] : [problem(source, node, `no test meets the refusal ${code}: provoke it and compare its code`)]
  })
}

/** Codes and names are unique in the product: a client tells refusals apart by them alone. */
export function namesAreUnique(tree: readonly Source[]): Problem[] {
  const seen = new Map<string, string>()
  const claims = [
    ...declared(tree, 'defineError').map((each) => ({ ...each, name: `error ${literal((each.call.arguments as Node[])[0])}` })),
    ...declared(tree, 'operation').map((each) => ({ ...each, name: `operation ${fieldOf(each.call, 'name')}` })),
    ...declared(tree, 'operation').map((each) => ({
      ...each,
      name: `address ${fieldOf(each.call, 'method')} ${fieldOf(each.call, 'path')}`,
    })),
    ...declared(tree, 'defineEvent').map((each) => ({ ...each, name: `event ${literal((each.call.arguments as Node[])[0])}` })),
    ...declared(tree, 'defineJob').map((each) => ({ ...each, name: `job ${literal((each.call.arguments as Node[])[0])}` })),
  ]
  return claims.flatMap(({ source, node, name }) => {
    const first = seen.get(name)
    seen.set(name, first ?? source.path)
    return first ? [problem(source, node, `${name} is taken by ${first}`)] : []
  })
}

/** An operation's constant bears its name, and stands in a contract. */
export function operationsBearTheirNames(tree: readonly Source[]): Problem[] {
  return declared(tree, 'operation').flatMap(({ source, node, constant, call }) => {
    if (source.floor !== 'contract') return [problem(source, node, `${constant} belongs to a .contract.ts file`)]
    const name = fieldOf(call, 'name')
    return name === constant ? [] : [problem(source, node, `the constant is ${constant}, the operation ${name}: give both one name`)]
  })
}

type Declared = { source: Source; node: Node; constant: string; call: Node }

function declared(tree: readonly Source[], maker: string): Declared[] {
  return tree
    .filter((source) => source.path.startsWith('src/') && source.floor !== 'test')
    .flatMap((source) => {
      const found: Declared[] = []
      walk(source.program, (node) => {
        const call = node.type === 'VariableDeclarator' ? (node.init as Node | null) : null
        if (call?.type === 'CallExpression' && nameOf(call.callee as Node) === maker)
          found.push({ source, node, call, constant: nameOf(node.id as Node) })
      })
      return found
    })
}

function fieldOf(call: Node, field: string): string {
  const object = (call.arguments as Node[])[0]
  const properties = object?.type === 'ObjectExpression' ? (object.properties as Node[]) : []
  const found = properties.find((each) => each.type === 'Property' && nameOf(each.key as Node) === field)
  return literal(found?.value as Node | undefined) ?? ''
}

function namesUsed(source: Source): string[] {
  const found: string[] = []
  walk(source.program, (node) => {
    if (node.type === 'ImportDeclaration') return false
    if (node.type === 'Identifier') found.push(String(node.name))
  })
  return found
}
