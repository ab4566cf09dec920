// Every sentence of ours stands in a words file, in both languages.
import { type Floor, literal, type Node, type Problem, problem, type Source, templateText, walk } from './tree.ts'

const han = /\p{Script=Han}/u
const latin = /[A-Za-z]/
const fullWidth = /[，。、；：？！（）《》【】％～]/u

/** Every word has zh and en, neither empty, with the same parameters; zh is Chinese and en is not, unless both are one name. */
export function wordsAreInBothLanguages(tree: readonly Source[]): Problem[] {
  return tree.filter((source) => source.floor === 'words').flatMap((source) => objectsOf(source).flatMap((each) => mend(source, each)))
}

function objectsOf(source: Source): Node[] {
  const found: Node[] = []
  walk(source.program, (node) => void (node.type === 'ObjectExpression' && found.push(node)))
  return found
}

function fieldsOf(object: Node): Map<string, Node> {
  const properties = (object.properties as Node[]).filter((each) => each.type === 'Property')
  return new Map(properties.map((each) => [String((each.key as Node).name ?? (each.key as Node).value), each.value as Node]))
}

function mend(source: Source, object: Node): Problem[] {
  const fields = fieldsOf(object)
  if (!fields.has('zh') && !fields.has('en')) return []
  const zh = literal(fields.get('zh'))?.trim()
  const en = literal(fields.get('en'))?.trim()
  const tell = (text: string) => [problem(source, object, text)]
  if (fields.size !== 2) return tell('a word has exactly zh and en')
  if (!zh || !en) return tell(`${zh ? 'en' : 'zh'} is missing or empty`)
  // A name that both languages share, or a switch that speaks to the reader of the other one.
  const isShared = zh === en || (!han.test(zh) && !latin.test(en) && han.test(en))
  const isBareParameter = !/\p{L}/u.test(zh.replace(/\{\w+\}/g, ''))
  if (!han.test(zh) && !isShared && !isBareParameter) return tell(`zh is not Chinese: ${zh}`)
  if (!latin.test(en) && !isShared) return tell(`en is not English: ${en}`)
  const bare = en.replace(/[（(「"“][^）)」"”]*[）)」"”]/g, '').replace('县创', '')
  if (han.test(bare) && !isShared) return tell(`en still has Chinese in it: ${en}`)
  if (fullWidth.test(bare) && !isShared) return tell(`en has full-width punctuation: ${en}`)
  if (parametersOf(zh) !== parametersOf(en)) return tell(`zh and en name different parameters: ${parametersOf(zh)} and ${parametersOf(en)}`)
  return []
}

function parametersOf(text: string): string {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort().join(', ')
}

const exemptFloors: readonly Floor[] = ['words', 'declaration', 'test', 'tables']
const exemptPlaces = ['test', 'bench', 'example']
const screens: readonly Floor[] = ['part', 'page']

/** A sentence written elsewhere is one nobody translates: on screens any Chinese and any bare English, elsewhere any Chinese sentence. */
export function sentencesStandInWords(tree: readonly Source[]): Problem[] {
  return tree
    .filter((source) => !exemptFloors.includes(source.floor) && !exemptPlaces.includes(source.slice))
    .flatMap((source) => {
      const isScreen = screens.includes(source.floor) || source.path.endsWith('.tsx')
      const found: Problem[] = []
      walk(source.program, (node) => {
        const text = node.type === 'TemplateLiteral' ? templateText(node) : (literal(node) ?? '')
        if (node.type === 'JSXText' && /\p{L}{2,}/u.test(String(node.value)))
          found.push(problem(source, node, `${String(node.value).trim()} belongs to a .words.ts file`))
        else if (isScreen ? han.test(text) : isChineseSentence(text))
          found.push(problem(source, node, `${text} belongs to a .words.ts file`))
      })
      return found
    })
}

/** Names of columns and of units are data; what has an ending or a comma is said to somebody. */
function isChineseSentence(text: string): boolean {
  return han.test(text) && (/[，。！？；]/.test(text) || /\p{Script=Han}{12,}/u.test(text))
}

/** The glossary fixes Chinese and English once for every table and commodity. */
export function glossaryHolds(names: readonly string[], glossary: string): Problem[] {
  return names
    .filter((name) => !glossary.includes(`\`${name}\``))
    .map((name) => ({ path: 'docs/glossary.md', line: 1, text: `add a row for \`${name}\`: its Chinese, its English, what it is` }))
}
