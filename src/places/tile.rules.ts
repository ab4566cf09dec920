// A schematic map of the province: each county-level division is one tile, tiles of a prefecture stand together. It shows no boundaries.
// Positions are ours. Keyed by GB/T 2260 code; the four leading digits are the prefecture.
export type Tile = { readonly code: string; readonly row: number; readonly column: number; readonly labelZh: string }

export const columnCount = 12
export const rowCount = 10

const placed: readonly (readonly [code: string, row: number, column: number, labelZh: string])[] = [
  ['220102', 5, 5, '南关'],
  ['220103', 4, 5, '宽城'],
  ['220104', 5, 4, '朝阳'],
  ['220105', 5, 6, '二道'],
  ['220106', 4, 4, '绿园'],
  ['220112', 6, 5, '双阳'],
  ['220113', 4, 6, '九台'],
  ['220122', 3, 4, '农安'],
  ['220182', 3, 6, '榆树'],
  ['220183', 3, 5, '德惠'],
  ['220184', 5, 3, '公主岭'],
  ['220202', 4, 7, '昌邑'],
  ['220203', 4, 8, '龙潭'],
  ['220204', 5, 7, '船营'],
  ['220211', 5, 8, '丰满'],
  ['220221', 6, 6, '永吉'],
  ['220281', 4, 9, '蛟河'],
  ['220282', 6, 8, '桦甸'],
  ['220283', 3, 7, '舒兰'],
  ['220284', 6, 7, '磐石'],
  ['220302', 6, 3, '铁西'],
  ['220303', 7, 3, '铁东'],
  ['220322', 6, 2, '梨树'],
  ['220323', 6, 4, '伊通'],
  ['220382', 5, 2, '双辽'],
  ['220402', 7, 5, '龙山'],
  ['220403', 8, 4, '西安'],
  ['220421', 8, 5, '东丰'],
  ['220422', 7, 4, '东辽'],
  ['220502', 9, 7, '东昌'],
  ['220503', 8, 7, '二道江'],
  ['220521', 9, 6, '通化县'],
  ['220523', 7, 7, '辉南'],
  ['220524', 8, 6, '柳河'],
  ['220581', 7, 6, '梅河口'],
  ['220582', 10, 7, '集安'],
  ['220602', 9, 8, '浑江'],
  ['220605', 8, 8, '江源'],
  ['220621', 8, 9, '抚松'],
  ['220622', 7, 8, '靖宇'],
  ['220623', 9, 10, '长白'],
  ['220681', 9, 9, '临江'],
  ['220702', 2, 3, '宁江'],
  ['220721', 3, 3, '前郭'],
  ['220722', 4, 3, '长岭'],
  ['220723', 3, 2, '乾安'],
  ['220781', 2, 4, '扶余'],
  ['220802', 1, 1, '洮北'],
  ['220821', 1, 2, '镇赉'],
  ['220822', 3, 1, '通榆'],
  ['220881', 2, 1, '洮南'],
  ['220882', 2, 2, '大安'],
  ['222401', 6, 10, '延吉'],
  ['222402', 6, 11, '图们'],
  ['222403', 5, 9, '敦化'],
  ['222404', 6, 12, '珲春'],
  ['222405', 7, 10, '龙井'],
  ['222406', 7, 9, '和龙'],
  ['222424', 5, 10, '汪清'],
  ['222426', 6, 9, '安图'],
]

export const tiles: readonly Tile[] = placed.map(([code, row, column, labelZh]) => ({ code, row, column, labelZh }))

/** Where a prefecture's name stands beside its tiles: two columns wide, its text towards them. */
export const prefectureLabels: readonly { code: string; row: number; column: number; towards: 'left' | 'right'; isLow?: boolean }[] = [
  { code: '220800', row: 1, column: 3, towards: 'left' },
  { code: '220100', row: 2, column: 5, towards: 'left', isLow: true },
  { code: '220200', row: 3, column: 8, towards: 'left' },
  { code: '220700', row: 4, column: 1, towards: 'right' },
  { code: '222400', row: 5, column: 11, towards: 'left' },
  { code: '220300', row: 7, column: 1, towards: 'right' },
  { code: '220400', row: 8, column: 2, towards: 'right' },
  { code: '220500', row: 9, column: 4, towards: 'right' },
  { code: '220600', row: 9, column: 11, towards: 'left' },
]

const byPlace = new Map(tiles.map((tile) => [`${tile.row}/${tile.column}`, tile]))
const prefectureOf = (code: string) => code.slice(0, 4)

export type Edge = 'top' | 'right' | 'bottom' | 'left'

/** The sides of a tile where a line is drawn because its prefecture ends; between two tiles the left or upper one draws it. */
export function edgesOf(tile: Tile): Edge[] {
  const sides: [Edge, number, number][] = [
    ['top', tile.row - 1, tile.column],
    ['right', tile.row, tile.column + 1],
    ['bottom', tile.row + 1, tile.column],
    ['left', tile.row, tile.column - 1],
  ]
  return sides.filter(([edge, row, column]) => endsAt(tile, edge, byPlace.get(`${row}/${column}`))).map(([edge]) => edge)
}

function endsAt(tile: Tile, edge: Edge, other: Tile | undefined): boolean {
  if (!other) return true
  return (edge === 'right' || edge === 'bottom') && prefectureOf(other.code) !== prefectureOf(tile.code)
}

/**
 * Five limits between six steps of colour, each the double of the one before, so that the largest value falls in the top step
 * and not far into it: for a largest value of 411 they are 15, 30, 60, 120 and 240.
 */
export function limitsFor(largest: number): number[] {
  const bases = [1, 2, 3, 5, 10, 15, 20, 25, 50, 75]
  for (let scale = 1; ; scale *= 100) {
    const base = bases.find((one) => one * scale * 28.8 >= largest)
    if (base !== undefined) return [1, 2, 4, 8, 16].map((times) => base * scale * times)
  }
}

/** The step of colour, 0 to 5, of a value between its limits. */
export function stepOf(value: number, limits: readonly number[]): number {
  return limits.filter((limit) => value >= limit).length
}

/** Beside the tiles an autonomous prefecture goes by its short name, as on any map, 延边州; in English the kind is left out. */
export function shortName(name: string): string {
  return name.replace('朝鲜族自治', '').replace(/ (Korean Autonomous )?(City|Prefecture)$/, '')
}
