/** What a first draft of a contract says, to be changed by the institution. Sentences of ours: no prescribed text was found. */
export const orderDraftWords = {
  content: {
    zh: '检测方使用“{instrument}”，对委托方提供的“{material}”{count} 件样品检测{property}{standard}，出具检测报告。',
    en: 'The institution tests {count} samples of “{material}” given by the customer for {property}{standard} on “{instrument}” and issues a report.',
  },
  standard: { zh: '，依据 {standard}', en: ', by {standard},' },
  property: {
    zh: '检测数据和报告归委托方所有；检测方为履行本合同使用的方法、软件等原有知识产权归检测方。双方合作产生新成果的，另行书面约定。',
    en: 'Data and report belong to the customer; methods and software that the institution brings stay its own. New results of joint work are agreed on in writing.',
  },
  secrecy: {
    zh: '双方对因本合同知悉的对方技术秘密、商业秘密和检测结果保密，未经对方书面同意不向第三方提供；法律另有规定的除外。',
    en: 'Both sides keep the other’s technical and business secrets and the results to themselves and give them to nobody without written consent, unless the law says otherwise.',
  },
  damages: {
    zh: '因检测方过错造成样品毁损、灭失或报告错误的，检测方负责重新检测或赔偿直接损失，以本合同费用为限；因委托方未如实说明样品性质造成损害的，由委托方赔偿。',
    en: 'For samples lost or spoilt and reports wrong by its fault the institution tests again or pays the direct loss, up to the charge; the customer pays for damage by samples not described truly.',
  },
  breach: {
    zh: '检测方逾期出具报告、委托方逾期付款的，每逾期一个工作日按合同费用的千分之一支付违约金。',
    en: 'A report or a payment that is late costs a thousandth of the charge for each working day.',
  },
  disputes: {
    zh: '发生争议的，双方先行协商；协商不成的，向检测方所在地人民法院起诉。',
    en: 'Disputes are talked over first; failing that, they go to the court of the institution’s place.',
  },
} as const
