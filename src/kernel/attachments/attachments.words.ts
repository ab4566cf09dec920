export const attachmentsWords = {
  uploadAttachment: { zh: '上传一份材料', en: 'Upload a document' },
  getMyAttachment: { zh: '查看自己上传的材料', en: 'See a document one uploaded' },
  downloadAttachment: { zh: '下载材料', en: 'Download a document' },
  documentRefused: {
    zh: '这不是可以接收的文件：只收 PDF、OFD、PNG、JPEG、XLSX、DOCX、CSV，按内容识别，不看文件名；加密的、带宏的、不完整的不收。',
    en: 'This is no file that can be taken: only PDF, OFD, PNG, JPEG, XLSX, DOCX and CSV, told by their content and not their name; not encrypted, with macros or incomplete.',
  },
  documentMarked: {
    zh: '文件名带有密级标志（{mark}），没有上传。涉密内容不得在本平台填写或上传，请通过涉密渠道报送；确不涉密的，请改名后再传。',
    en: 'The name bears a mark of secrecy ({mark}); nothing was uploaded. Nothing classified may be written or uploaded here: send it by its own channel. If it is not classified, rename it and upload again.',
  },
  documentEmpty: { zh: '文件是空的，请重新选择。', en: 'The file is empty. Choose another.' },
  documentSwollen: {
    zh: '文件展开后过大（超过 {megabytes} MB），请精简后再上传。',
    en: 'Unpacked the file is too large (more than {megabytes} MB). Make it smaller and upload again.',
  },
  tooManyAttachments: {
    zh: '24 小时内最多上传 {count} 份、合计 {megabytes} MB，请稍后再传。',
    en: 'At most {count} documents and {megabytes} MB in all may be uploaded in 24 hours. Upload the rest later.',
  },
  attachmentNotReady: { zh: '材料“{fileName}”正在查毒，请稍候再提交。', en: 'The document “{fileName}” is being scanned. Wait a moment.' },
  attachmentUnsafe: {
    zh: '材料“{fileName}”没有通过安全检查，请换一份。',
    en: 'The document “{fileName}” did not pass the scan. Upload another.',
  },
  attachmentTaken: { zh: '材料“{fileName}”已用于另一件事。', en: 'The document “{fileName}” already belongs to something else.' },
  linkOver: { zh: '下载链接已失效，请回到原页面重新点开。', en: 'The link has run out. Go back to the page and open it again.' },
} as const
