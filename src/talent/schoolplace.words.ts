export const schoolPlaceWords = {
  listSchoolPlaces: { zh: '入学学位', en: 'School places' },
  setSchoolPlaces: { zh: '设定入学学位', en: 'Settle school places' },
  listCasePlaces: { zh: '可安排的学位', en: 'School places for a case' },
  keepSchoolPlace: { zh: '预留学位', en: 'Keep a school place' },
  placesFull: { zh: '{school}的学位已经用完，请另选。', en: 'No place is left at {school}; choose another.' },
  placesKept: { zh: '已预留 {kept} 个学位，学位数不能少于它。', en: '{kept} places are kept already; there cannot be fewer.' },
  placeUnfit: { zh: '这个学位不适合本件。', en: 'This place does not suit the case.' },
  division_differs: { zh: '不是拟就读学校所在县（市、区）的学位', en: 'It lies in another county than was applied for' },
  stage_differs: { zh: '学段与申请的不同', en: 'The stage differs from what was applied for' },
  year_differs: { zh: '学年与拟入学日期不符', en: 'The school year is not that of the day to start on' },
  stage_closed: { zh: '本件不在统筹学位或决定环节', en: 'The case is not where places are found or decided' },
  placesCounted: {
    zh: '入学学位：预留数与案件相符，且不超过学位数',
    en: 'School places: what is kept is what cases keep, and no more than there are',
  },
} as const
