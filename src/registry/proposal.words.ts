export const proposalWords = {
  proposeMerger: { zh: '提请合并单位', en: 'Propose a merger' },
  proposeTransfer: { zh: '提请移交事项', en: 'Propose to transfer a matter' },
  listProposals: { zh: '合并和移交的提请', en: 'Mergers and transfers proposed' },
  withdrawProposal: { zh: '撤回提请', en: 'Withdraw a proposal' },
  decideProposal: { zh: '决定合并或移交', en: 'Decide on a proposal' },
  proposalPending: { zh: '同一单位或同一事项已有一件提请在办理。', en: 'A proposal about the same is already waiting.' },
  proposalDecided: { zh: '这件提请已经办结。', en: 'This proposal is settled already.' },
} as const
