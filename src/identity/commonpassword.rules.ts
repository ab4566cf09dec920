// A short list of the passwords most often chosen, as leaked collections name them again and again, and those a Chinese office would try
// first. Letters are compared in lower case; digits and marks at either end, which people add to get past a rule, do not save a word.
const common: ReadonlySet<string> = new Set(
  `
  0000000000 00000000 1111111111 11111111 1122334455 112233445566 1212121212 123123123 123123123123 12341234 1234512345 12344321
  123456123456 123456654321 1234567 12345678 123456789 1234567890 12345678900 123456789012 0123456789 9876543210 0987654321 098765432
  123321123321 123321 1357924680 1314520 5201314 52013145201314 7758521 77585217758521 666666 88888888 8888888888 6666666666 9999999999
  147258369 147258369147 159357 159753 159357456 741852963 789456123 789456123000 963852741 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx
  1qaz2wsx3edc 1qazxsw2 2wsx3edc 3edc4rfv q1w2e3r4 q1w2e3r4t5 qazwsx qazwsxedc qazwsxedcrfv qwe123qwe123 qweasdzxc qweasd qwer1234
  qwerasdf qwerty qwertyui qwertyuiop qwertyuiopasdf asdfghjkl asdfghjklzxcvbnm asdfasdf zxcvbnm zxcvbnmasdfghjkl poiuytrewq mnbvcxz
  aaaaaaaaaa abcabcabc abcd1234 abcdefgh abcdefghij abcdefghijkl a1b2c3d4 a1b2c3d4e5 aa123456 asd123456 abc123456 abcd123456 qq123456
  woaini woaini1314 woaini520 woaini521 woainima wodemima mimamima nihao nihaonihao woaiwojia zhongguo zhonghuarenmin jilin jilinsheng
  changchun changchunshi kejiting xianchuang shili shilimima guanliyuan ceshi ceshiceshi administrator adminadmin admin administration
  password passwd passw0rd p@ssword p@ssw0rd pa55word pass1234 passpass mypassword newpassword changeme changeit default letmein
  letmeinplease welcome welcometo welcomeback iloveyou iloveyouforever sunshine princess dragon monkey football baseball basketball
  superman batman starwars trustno1 whatever computer internet michael jennifer charlie freedom shadow master secret secretsecret
  login loginlogin guest guestguest root rootroot user useruser test testtest testpassword temppassword temporary hello helloworld
  correcthorsebatterystaple google microsoft windows samsung huawei taobao alibaba tencent weixin
  `
    .split(/\s+/)
    .filter(Boolean),
)

/** Whether a password is one of the most common, or one of them with digits and marks put before or behind it. */
export function isCommonPassword(password: string): boolean {
  const lower = password.normalize('NFKC').toLowerCase().replace(/\s/g, '')
  const bare = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return common.has(lower) || common.has(bare) || isRun(lower)
}

/** 1234567890123 and abcdefghijkl: each sign the one after the last; or one sign again and again. */
function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((letter, at) => letter.codePointAt(0)! - text.codePointAt(at)!)
  const first = steps[0]
  return steps.length > 0 && first !== undefined && Math.abs(first) <= 1 && steps.every((step) => step === first || Math.abs(step) === 9)
}
