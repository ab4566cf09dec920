import { pinyin } from 'pinyin-pro'

const sounds = new Map<string, string>()

/** How a text sounds, without tones and spaces: each character by its commonest reading, Latin as it is written. */
export function soundOf(compact: string): string {
  let sound = ''
  for (const letter of compact) {
    let one = sounds.get(letter)
    if (one === undefined) {
      one = /\p{Script=Han}/u.test(letter) ? pinyin(letter, { toneType: 'none', v: true }) : letter
      sounds.set(letter, one)
    }
    sound += one
  }
  return sound
}
