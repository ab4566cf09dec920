// Kinds of instruments of the example province. Models and makers are invented; values are in 万元, prices in 元.

export type InstrumentKind = {
  zh: string
  en: string
  classCode: string
  code: string
  /** How common, relative to the others. */
  weight: number
  worthTenThousand: readonly [number, number]
  hourYuan: number | null
  sampleYuan: number | null
  functions: string
  technical: string
  standards: string
}

const kind = (zh: string, en: string, classCode: string, code: string, weight: number, worth: readonly [number, number], hourYuan: number | null, sampleYuan: number | null, functions: string, technical: string, standards = ''): InstrumentKind => ({
  zh, en, classCode, code, weight, worthTenThousand: worth, hourYuan, sampleYuan, functions, technical, standards,
})

export const instrumentKinds: readonly InstrumentKind[] = [
  kind('场发射透射电子显微镜', 'Field Emission Transmission Electron Microscope', '0101', 'TX-F', 14, [300, 900], 380, 600, '纳米颗粒形貌与粒径；晶体结构（选区电子衍射）；元素分布（能谱面扫）；薄膜与界面截面', '加速电压 80/200 kV；信息分辨率 0.10 nm'),
  kind('冷冻透射电子显微镜', 'Cryo Transmission Electron Microscope', '0101', 'TX-C', 2, [900, 2200], 900, null, '生物大分子三维结构；含水样品形貌', '加速电压 200 kV；样品温度 −180 ℃'),
  kind('场发射扫描电子显微镜', 'Field Emission Scanning Electron Microscope', '0101', 'SX-F', 34, [150, 420], 260, 260, '表面微观形貌；断口分析；能谱元素分析', '分辨率 0.8 nm（15 kV）；放大 30～800000 倍'),
  kind('钨灯丝扫描电子显微镜', 'Tungsten Scanning Electron Microscope', '0101', 'SX-W', 24, [50, 140], 160, 150, '表面形貌；能谱元素分析', '分辨率 3.0 nm'),
  kind('电子探针显微分析仪', 'Electron Probe Microanalyser', '0101', 'EP', 6, [260, 520], 360, 400, '微区成分定量；元素面分布', '波谱 4 道；元素范围 B～U'),
  kind('聚焦离子束双束电镜', 'Focused Ion Beam Scanning Electron Microscope', '0101', 'FB', 4, [420, 880], 800, null, '透射样品制备；截面加工；三维重构', '离子束分辨率 2.5 nm'),
  kind('气相色谱质谱联用仪', 'Gas Chromatograph Mass Spectrometer', '0102', 'GM', 60, [50, 160], 140, 220, '挥发性有机物；农药残留；香气成分', '质量范围 1.5～1050 u', 'GB 23200.8；HJ 644'),
  kind('液相色谱质谱联用仪', 'Liquid Chromatograph Mass Spectrometer', '0102', 'LM', 62, [120, 380], 220, 320, '药物含量；兽药残留；代谢物', '三重四极杆；质量范围 5～2000 u', 'GB 31650；GB/T 20769'),
  kind('高分辨质谱仪', 'High Resolution Mass Spectrometer', '0102', 'HM', 12, [300, 650], 420, 450, '未知物鉴定；蛋白组学', '分辨率 120000（m/z 200）'),
  kind('电感耦合等离子体质谱仪', 'Inductively Coupled Plasma Mass Spectrometer', '0102', 'IM', 44, [100, 260], 200, 240, '重金属与痕量元素；土壤重金属；稀土元素', '检出限 0.1 ng/L', 'GB 5009.268；HJ 766'),
  kind('X射线衍射仪', 'X-ray Diffractometer', '0103', 'XD', 46, [70, 260], 150, 150, '物相分析；晶粒尺寸；残余应力', '2θ 范围 −110°～168°'),
  kind('X射线光电子能谱仪', 'X-ray Photoelectron Spectrometer', '0103', 'XP', 12, [320, 620], 360, 420, '表面元素与价态；深度剖析', '能量分辨率 0.45 eV'),
  kind('X射线荧光光谱仪', 'X-ray Fluorescence Spectrometer', '0103', 'XF', 34, [50, 190], 120, 120, '主量元素；镀层厚度；金属成分', '元素范围 O～U'),
  kind('小角X射线散射仪', 'Small-angle X-ray Scattering Instrument', '0103', 'XS', 5, [220, 420], 260, 300, '纳米结构；高分子取向', 'q 范围 0.05～8 nm⁻¹'),
  kind('傅里叶变换红外光谱仪', 'Fourier Transform Infrared Spectrometer', '0104', 'FI', 68, [30, 110], 90, 80, '官能团；高分子鉴别；涂层成分', '分辨率 0.1 cm⁻¹', 'GB/T 6040'),
  kind('激光共聚焦拉曼光谱仪', 'Confocal Raman Microscope', '0104', 'RM', 26, [90, 290], 180, 160, '物相与应力；碳材料；微区成分', '激发波长 532/633/785 nm'),
  kind('紫外可见近红外分光光度计', 'UV-Vis-NIR Spectrophotometer', '0104', 'UV', 56, [30, 70], 70, 60, '透过率；吸光度；带隙', '波长 175～3300 nm'),
  kind('稳态瞬态荧光光谱仪', 'Steady-state and Transient Fluorescence Spectrometer', '0104', 'FL', 28, [60, 210], 150, 150, '荧光寿命；量子产率；发光材料', '波长 200～1700 nm'),
  kind('原子吸收分光光度计', 'Atomic Absorption Spectrophotometer', '0104', 'AA', 58, [30, 75], 80, 70, '金属元素含量；水质重金属', '火焰与石墨炉', 'GB 5009.12'),
  kind('电感耦合等离子体发射光谱仪', 'Inductively Coupled Plasma Optical Emission Spectrometer', '0104', 'IO', 50, [50, 130], 130, 120, '多元素同时测定；合金成分', '波长 167～785 nm', 'GB/T 20975.25'),
  kind('高效液相色谱仪', 'High Performance Liquid Chromatograph', '0105', 'HL', 120, [30, 80], 90, 110, '有效成分含量；添加剂；皂苷含量', '二极管阵列检测器', 'GB 5009.28'),
  kind('气相色谱仪', 'Gas Chromatograph', '0105', 'GC', 100, [30, 60], 80, 90, '溶剂残留；脂肪酸；气体成分', '氢火焰与电子捕获检测器', 'GB 5009.168'),
  kind('离子色谱仪', 'Ion Chromatograph', '0105', 'IC', 42, [30, 70], 80, 80, '阴阳离子；水质', '抑制型电导检测', 'HJ 84'),
  kind('凝胶渗透色谱仪', 'Gel Permeation Chromatograph', '0105', 'GP', 24, [40, 110], 120, 160, '分子量及分布', '分子量 500～5000000'),
  kind('超导核磁共振波谱仪', 'Superconducting Nuclear Magnetic Resonance Spectrometer', '0106', 'NM', 20, [300, 1100], 200, 90, '有机物结构；定量核磁；代谢组', '600 MHz；五毫米探头', 'JY/T 0578'),
  kind('电子顺磁共振波谱仪', 'Electron Paramagnetic Resonance Spectrometer', '0106', 'EP-R', 7, [200, 480], 240, 260, '自由基；过渡金属价态', 'X 波段；温度 4～500 K'),
  kind('电化学工作站', 'Electrochemical Workstation', '0107', 'EC', 70, [30, 60], 60, 80, '循环伏安；阻抗谱；腐蚀速率', '频率 10 μHz～1 MHz'),
  kind('激光扫描共聚焦显微镜', 'Laser Scanning Confocal Microscope', '0108', 'LC', 30, [150, 420], 220, null, '活细胞成像；三维荧光', '405/488/561/640 nm'),
  kind('原子力显微镜', 'Atomic Force Microscope', '0108', 'AF', 26, [80, 260], 200, 200, '表面粗糙度；力曲线；纳米力学', '扫描范围 90 μm'),
  kind('金相显微镜', 'Metallurgical Microscope', '0108', 'ML', 52, [30, 60], 60, 60, '显微组织；晶粒度；夹杂物', '放大 50～1000 倍', 'GB/T 6394'),
  kind('差示扫描量热仪', 'Differential Scanning Calorimeter', '0109', 'DS', 48, [30, 80], 90, 90, '熔点；玻璃化温度；比热', '温度 −90～700 ℃', 'GB/T 19466'),
  kind('同步热分析仪', 'Simultaneous Thermal Analyser', '0109', 'ST', 46, [40, 110], 110, 110, '失重；分解温度；氧化诱导', '温度 室温～1600 ℃', 'GB/T 27761'),
  kind('动态热机械分析仪', 'Dynamic Mechanical Analyser', '0109', 'DM', 22, [60, 140], 140, 150, '储能模量；阻尼；转变温度', '温度 −150～600 ℃'),
  kind('流式细胞仪', 'Flow Cytometer', '0110', 'FC', 40, [60, 320], 180, 100, '细胞分选；免疫分型', '四激光 18 色'),
  kind('实时荧光定量PCR仪', 'Real-time Quantitative PCR System', '0110', 'QP', 84, [30, 70], 60, 50, '基因表达；转基因成分；病原检测', '96 孔；五通道', 'GB/T 38505'),
  kind('高通量基因测序仪', 'High-throughput Sequencer', '0110', 'SQ', 12, [200, 780], null, 1200, '全基因组；宏基因组；转录组', '单次 120 Gb'),
  kind('超速冷冻离心机', 'Refrigerated Ultracentrifuge', '0110', 'UC', 54, [30, 90], 70, null, '细胞器分离；外泌体', '最高 100000 r/min'),
  kind('总有机碳分析仪', 'Total Organic Carbon Analyser', '0111', 'TO', 32, [30, 60], 70, 90, '水与土壤有机碳', '检出限 4 μg/L', 'HJ 501'),
  kind('元素分析仪', 'Elemental Analyser', '0111', 'EA', 28, [40, 110], 110, 130, '碳氢氮硫氧含量；蛋白质', '绝对误差 0.1 %'),
  kind('近红外谷物分析仪', 'Near-infrared Grain Analyser', '0111', 'NG', 26, [30, 60], 50, 40, '玉米水分与蛋白；稻米品质', '波长 570～1050 nm', 'GB/T 24895'),
  kind('微波消解仪', 'Microwave Digestion System', '0112', 'MD', 50, [30, 50], 50, 60, '样品消解前处理', '最高 300 ℃；40 位'),
  kind('万能材料试验机', 'Universal Testing Machine', '0201', 'UT', 92, [30, 120], 80, 100, '拉伸、压缩、弯曲；室温力学性能', '最大力 100 kN；0.5 级', 'GB/T 228.1；GB/T 7314'),
  kind('高温拉伸试验机', 'High-temperature Tensile Testing Machine', '0201', 'HT', 16, [60, 190], 160, 260, '高温拉伸；高温蠕变；持久强度', '温度 300～1200 ℃；最大力 100 kN', 'GB/T 228.2；GB/T 2039'),
  kind('电液伺服疲劳试验机', 'Servo-hydraulic Fatigue Testing Machine', '0201', 'FT', 30, [80, 360], 120, 900, '高周与低周疲劳；裂纹扩展', '动态力 ±250 kN；频率 50 Hz', 'GB/T 3075'),
  kind('显微硬度计', 'Microhardness Tester', '0201', 'MH', 50, [30, 50], 50, 50, '维氏与努氏硬度；渗层深度', '试验力 0.01～10 N', 'GB/T 4340.1'),
  kind('摆锤冲击试验机', 'Pendulum Impact Tester', '0201', 'PI', 26, [30, 70], 60, 70, '夏比冲击；低温冲击', '能量 450 J；−196 ℃', 'GB/T 229'),
  kind('三坐标测量机', 'Coordinate Measuring Machine', '0301', 'CM', 48, [60, 280], 120, 200, '尺寸与形位公差；曲面检测', '示值误差 1.5 μm + L/350', 'GB/T 16857'),
  kind('激光干涉仪', 'Laser Interferometer', '0301', 'LI', 22, [40, 120], 140, 300, '机床定位精度；长度校准', '线性精度 ±0.5 ppm', 'JJG 739'),
  kind('标准热电偶检定系统', 'Standard Thermocouple Calibration System', '0302', 'TC', 26, [30, 80], 70, 90, '热电偶检定；温度校准', '300～1500 ℃', 'JJF 1637'),
  kind('力标准机', 'Force Standard Machine', '0303', 'FS', 18, [60, 380], 120, 260, '测力传感器检定', '最大 1 MN；0.01 级', 'JJG 734'),
  kind('流量标准装置', 'Flow Standard Facility', '0303', 'FW', 14, [80, 420], 160, 320, '水表与流量计检定', '0.006～800 m³/h', 'JJG 643'),
  kind('激光粒度分析仪', 'Laser Particle Size Analyser', '0205', 'PS', 60, [30, 80], 80, 80, '粒度分布；粉体；乳液', '0.01～3500 μm', 'GB/T 19077'),
  kind('比表面积及孔径分析仪', 'Surface Area and Pore Size Analyser', '0205', 'SA', 36, [30, 90], 70, 160, '比表面积；孔径分布', '孔径 0.35～500 nm', 'GB/T 19587'),
  kind('工业CT', 'Industrial Computed Tomography', '0206', 'CT', 12, [280, 820], 420, 600, '内部缺陷；尺寸；装配检查', '225 kV；体素 3 μm', 'GB/T 29067'),
  kind('矢量网络分析仪', 'Vector Network Analyser', '0804', 'VN', 30, [60, 260], 150, 200, '散射参数；介电常数；天线', '10 MHz～67 GHz'),
  kind('电磁兼容测试系统', 'Electromagnetic Compatibility Test System', '0801', 'EM', 14, [200, 760], 400, 1500, '辐射发射；抗扰度；车载零部件', '30 MHz～18 GHz', 'GB/T 18655'),
  kind('环境试验舱', 'Environmental Test Chamber', '1105', 'EN', 40, [40, 230], 60, 400, '高低温；湿热；盐雾；老化', '−70～180 ℃；湿度 10～98 %', 'GB/T 2423'),
  kind('光学薄膜镀膜机', 'Optical Coating Machine', '1105', 'OC', 16, [150, 620], 320, null, '光学薄膜制备；镀层厚度控制', '真空度 5×10⁻⁵ Pa'),
  kind('高精度面形干涉仪', 'High-precision Surface Interferometer', '0307', 'SI', 12, [160, 560], 380, 700, '光学元件面形；波前误差', '口径 100～300 mm；精度 λ/100'),
  kind('太阳模拟器', 'Solar Simulator', '0307', 'SS', 8, [120, 460], 300, 500, '光伏与载荷测试', 'AM0；不均匀度 2 %'),
]
