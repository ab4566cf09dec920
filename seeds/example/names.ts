// Invented names of the example province; every one carries 示例. The four institutes of the published letter keep their names.

/** The four institutes whose services to enterprises in 2022 the letter 吉科发农〔2024〕71号 gives: firms and 万元 times ten. */
export const namedInstitutes = [
  {
    zh: '中国科学院长春应用化学研究所',
    en: 'Changchun Institute of Applied Chemistry, CAS',
    kind: 'institute',
    divisionCode: '220102',
    otherNames: ['长春应化所'],
    firms: 229,
    yuan: 3_910_000,
    weight: 5.5,
  },
  {
    zh: '中国科学院长春光学精密机械与物理研究所',
    en: 'Changchun Institute of Optics, Fine Mechanics and Physics, CAS',
    kind: 'institute',
    divisionCode: '220102',
    otherNames: ['长春光机所'],
    firms: 37,
    yuan: 7_366_000,
    weight: 6,
  },
  {
    zh: '吉林省计量科学研究院',
    en: 'Jilin Institute of Metrology',
    kind: 'institute',
    divisionCode: '220102',
    otherNames: ['吉林省计量科学研究所'],
    firms: 871,
    yuan: 5_902_000,
    weight: 4.5,
  },
  {
    zh: '吉林农业大学',
    en: 'Jilin Agricultural University',
    kind: 'university',
    divisionCode: '220102',
    otherNames: [],
    firms: 113,
    yuan: 1_730_000,
    weight: 4,
  },
] as const

export type InventedInstitution = {
  zh: string
  en: string
  kind: 'university' | 'institute' | 'hospital' | 'government' | 'park'
  divisionCode: string
  weight: number
}

const of = (zh: string, en: string, kind: InventedInstitution['kind'], divisionCode: string, weight: number): InventedInstitution => ({
  zh: `${zh}（示例）`,
  en: `${en} (example)`,
  kind,
  divisionCode,
  weight,
})

/** 68 invented institutions; with the four named they are the 72 that share. */
export const inventedInstitutions: readonly InventedInstitution[] = [
  of('松辽大学', 'Songliao University', 'university', '220104', 12),
  of('松辽理工大学', 'Songliao University of Technology', 'university', '220104', 6.5),
  of('长白师范大学', 'Changbai Normal University', 'university', '220102', 4.2),
  of('净月工程学院', 'Jingyue Engineering College', 'university', '220102', 1.8),
  of('伊通河医科大学', 'Yitonghe Medical University', 'university', '220104', 3.2),
  of('南湖中医药大学', 'Nanhu University of Chinese Medicine', 'university', '220102', 2.6),
  of('绿园车辆工程大学', 'Luyuan University of Vehicle Engineering', 'university', '220106', 3.6),
  of('松花江化工大学', 'Songhuajiang University of Chemical Technology', 'university', '220203', 2.8),
  of('江城电力大学', 'Jiangcheng Electric Power University', 'university', '220204', 2.6),
  of('丰满医药学院', 'Fengman Medical College', 'university', '220211', 1.3),
  of('龙潭材料学院', 'Longtan Materials College', 'university', '220203', 1.2),
  of('长白山大学', 'Changbaishan University', 'university', '222401', 3.1),
  of('布尔哈通学院', 'Buerhatong College', 'university', '222401', 0.9),
  of('英雄城师范学院', 'Yingxiongcheng Normal College', 'university', '220302', 1.2),
  of('铁东职业技术学院', 'Tiedong Vocational College', 'university', '220303', 0.5),
  of('佟江师范学院', 'Tongjiang Normal College', 'university', '220502', 1.0),
  of('鹤乡师范学院', 'Hexiang Normal College', 'university', '220802', 0.9),
  of('查干职业学院', 'Chagan Vocational College', 'university', '220702', 0.5),
  of('龙山职业学院', 'Longshan Vocational College', 'university', '220402', 0.4),
  of('浑江职业学院', 'Hunjiang Vocational College', 'university', '220602', 0.4),
  of('省示例分析测试中心', 'Provincial Analysis and Testing Centre', 'institute', '220104', 4.0),
  of('省示例产品质量检验院', 'Provincial Product Quality Inspection Institute', 'institute', '220102', 3.4),
  of('省示例食品检验所', 'Provincial Food Inspection Institute', 'institute', '220104', 2.4),
  of('省示例药品检验所', 'Provincial Drug Inspection Institute', 'institute', '220102', 2.4),
  of('省示例特种设备检验所', 'Provincial Special Equipment Inspection Institute', 'institute', '220105', 1.6),
  of('省示例纤维检验所', 'Provincial Fibre Inspection Institute', 'institute', '220105', 0.8),
  of('省示例农业科学研究院', 'Provincial Academy of Agricultural Sciences', 'institute', '220102', 3.2),
  of('省示例林业科学研究院', 'Provincial Academy of Forestry', 'institute', '220102', 1.0),
  of('省示例水利科学研究院', 'Provincial Institute of Water Resources', 'institute', '220104', 0.8),
  of('省示例环境科学研究院', 'Provincial Academy of Environmental Sciences', 'institute', '220104', 1.2),
  of('省示例地质科学研究所', 'Provincial Institute of Geology', 'institute', '220104', 1.4),
  of('省示例冶金研究院', 'Provincial Metallurgical Institute', 'institute', '220104', 1.2),
  of('省示例机械科学研究院', 'Provincial Institute of Machinery', 'institute', '220106', 1.4),
  of('省示例建筑科学研究院', 'Provincial Institute of Building Research', 'institute', '220102', 1.3),
  of('省示例交通科学研究所', 'Provincial Institute of Transport', 'institute', '220106', 0.9),
  of('省示例中药研究院', 'Provincial Institute of Chinese Materia Medica', 'institute', '220102', 1.1),
  of('省示例参茸研究所', 'Provincial Institute of Ginseng and Deer Products', 'institute', '220112', 0.8),
  of('省示例电子信息研究院', 'Provincial Institute of Electronics', 'institute', '220104', 1.0),
  of('省示例光电技术研究所', 'Provincial Institute of Optoelectronics', 'institute', '220102', 1.8),
  of('省示例生物研究所', 'Provincial Institute of Biology', 'institute', '220104', 0.9),
  of('省示例畜牧兽医研究所', 'Provincial Institute of Animal Science', 'institute', '220112', 0.9),
  of('省示例粮油检测中心', 'Provincial Grain and Oil Testing Centre', 'institute', '220104', 1.0),
  of('汽车零部件试验研究所', 'Institute of Vehicle Component Testing', 'institute', '220106', 2.6),
  of('轨道客车试验中心', 'Rail Vehicle Testing Centre', 'institute', '220103', 2.2),
  of('碳纤维材料研究院', 'Institute of Carbon Fibre Materials', 'institute', '220202', 1.4),
  of('化工过程研究院', 'Institute of Chemical Processes', 'institute', '220203', 1.6),
  of('卫星载荷测试中心', 'Satellite Payload Testing Centre', 'institute', '220102', 1.6),
  of('激光技术研究所', 'Institute of Laser Technology', 'institute', '220104', 1.2),
  of('玉米工程研究中心', 'Corn Engineering Research Centre', 'institute', '220184', 0.7),
  of('大豆研究中心', 'Soybean Research Centre', 'institute', '220183', 0.5),
  of('稻米品质检验站', 'Rice Quality Station', 'institute', '220282', 0.4),
  of('延边示例检验检测院', 'Yanbian Inspection and Testing Institute', 'institute', '222401', 1.1),
  of('吉林市示例检验检测中心', 'Jilin City Inspection and Testing Centre', 'institute', '220202', 1.2),
  of('四平示例检验检测中心', 'Siping Inspection and Testing Centre', 'institute', '220302', 0.8),
  of('通化示例医药检测中心', 'Tonghua Pharmaceutical Testing Centre', 'institute', '220502', 1.2),
  of('白城示例检验检测中心', 'Baicheng Inspection and Testing Centre', 'institute', '220802', 0.6),
  of('松原示例油气检测中心', 'Songyuan Oil and Gas Testing Centre', 'institute', '220702', 0.8),
  of('辽源示例装备检测中心', 'Liaoyuan Equipment Testing Centre', 'institute', '220402', 0.5),
  of('白山示例矿泉水检测中心', 'Baishan Mineral Water Testing Centre', 'institute', '220602', 0.5),
  of('梅河口示例医药检测中心', 'Meihekou Pharmaceutical Testing Centre', 'institute', '220581', 0.5),
  of('珲春示例口岸检测中心', 'Hunchun Port Testing Centre', 'institute', '222404', 0.4),
  of('大安示例盐碱地研究站', 'Da’an Saline Soil Research Station', 'institute', '220882', 0.3),
  of('松辽大学第一医院', 'First Hospital of Songliao University', 'hospital', '220104', 1.9),
  of('伊通河医科大学附属医院', 'Hospital of Yitonghe Medical University', 'hospital', '220104', 1.3),
  of('江城中心医院', 'Jiangcheng Central Hospital', 'hospital', '220204', 0.7),
  of('长白山人民医院', 'Changbaishan People’s Hospital', 'hospital', '222401', 0.6),
  of('北湖科技园公共技术平台', 'Beihu Science Park Technical Platform', 'park', '220103', 0.9),
  of('江南孵化园公共检测平台', 'Jiangnan Incubator Testing Platform', 'park', '220211', 0.5),
]

const firstWords =
  '澜松 青禾 鸿岭 远舟 辰泽 嘉木 北屿 云峦 朔川 沃野 锦程 恒砺 佳穗 明锐 启岳 丰泽 瑞麓 博澄 松岳 江澄 星拓 穗源 林海 雪原 金穗 岭南 长风 晨曦 宏图 凯旋 正阳 天泽 华岳 新禾 东麓 海纳 中衡 万象 泰岳 同德'.split(
    ' ',
  )
const secondWords = '科 达 源 泰 辉 盛 诚 兴 安 和 昌 茂 通 利 隆 康 宁 信 美 康'.split(' ')
const trades =
  '制药 生物科技 农业科技 食品 新材料 化工 机械制造 汽车零部件 光电技术 精密仪器 环保科技 检测技术 医疗器械 饲料 种业 参茸制品 矿泉水 建材 冶金材料 电子科技 轨道装备 能源科技 粮油 乳业 酒业 塑业 橡胶制品 铸造 模具 软件'.split(
    ' ',
  )
const tradesEn =
  'Pharmaceutical,Biotechnology,Agritech,Foods,New Materials,Chemicals,Machinery,Vehicle Parts,Optoelectronics,Precision Instruments,Environmental,Testing,Medical Devices,Feed,Seeds,Ginseng Products,Mineral Water,Building Materials,Metallurgy,Electronics,Rail Equipment,Energy,Grain and Oil,Dairy,Distillery,Plastics,Rubber,Foundry,Moulds,Software'.split(
    ',',
  )

/** An invented firm: which of 24,000 name and trade pairs it is. */
export function firmName(number: number, placeZh: string, placeEn: string): { zh: string; en: string } {
  const first = number % firstWords.length
  const second = Math.floor(number / firstWords.length) % secondWords.length
  const trade = (number * 7 + Math.floor(number / 800) * 11) % trades.length
  const zh = `${placeZh}${firstWords[first]}${secondWords[second]}${trades[trade]}有限公司（示例）`
  return { zh, en: `${placeEn} ${tradesEn[trade]} Company ${number + 1} (example)` }
}

const otherKinds = [
  ['university', '示例学院', 'College'],
  ['institute', '示例研究所', 'Institute'],
  ['government', '示例监管局', 'Bureau'],
  ['hospital', '示例医院', 'Hospital'],
  ['other', '示例协会', 'Association'],
] as const

/** An invented customer that is no firm. */
export function otherName(
  number: number,
  placeZh: string,
  placeEn: string,
): { zh: string; en: string; kind: (typeof otherKinds)[number][0] } {
  const [kind, zh, en] = otherKinds[number % otherKinds.length]!
  return {
    kind,
    zh: `${placeZh}${firstWords[(number * 3) % firstWords.length]}${zh}第${Math.floor(number / otherKinds.length) + 1}号`,
    en: `${placeEn} Example ${en} ${number + 1}`,
  }
}

/** Customers that stand in records by a name nobody has settled yet: a wrong word, a short form. */
export const unsettledNames = [
  '示例某制药厂',
  '长春某光电公司（示例）',
  '示例县农技推广站',
  '吉林某化工（示例）',
  '示例铸造',
  '某食品有限公司示例',
  '示例种业合作社',
  '松原某油服（示例）',
  '延边示例人参行',
  '示例检测室',
  '通化某药业（示例）',
  '示例汽配城',
]
