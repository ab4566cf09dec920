// What stands above a paper on the screen and not on paper: the way back, and printing.
import type { ReactNode } from 'react'
import { Button } from './field.tsx'
import { useSay } from './language.tsx'
import { webWords } from './web.words.ts'

export function PaperTools({ children }: { children?: ReactNode }) {
  const say = useSay()
  return (
    <div className="letter-tools noprint">
      {children ?? <span />}
      <Button kind="primary" onPress={() => print()}>
        {say(webWords.printPaper)}
      </Button>
    </div>
  )
}
