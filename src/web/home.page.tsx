// The first page: one question, and the way to its answer.
import './styles/home.css'
import { T } from './language.tsx'
import { Main } from './shell.tsx'
import { webWords } from './web.words.ts'

export function HomePage() {
  return (
    <Main>
      <h1>
        <T w={webWords.brand} />
      </h1>
    </Main>
  )
}
