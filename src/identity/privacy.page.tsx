// For everybody: the register of purposes in plain words, how to use one's rights, and whom to ask.
import '../web/styles/privacy.css'
import { Link } from '@tanstack/react-router'
import { useLanguage, useName, useSay } from '../web/language.tsx'
import { useRead } from '../web/query.tsx'
import { Main } from '../web/shell.tsx'
import { Read } from '../web/state.tsx'
import { useTitle } from '../web/title.ts'
import { useMe } from './me.part.tsx'
import { personalWords } from './personal.words.ts'
import { privacyWords as words } from './privacy.words.ts'
import { listPurposes, type Purpose } from './purpose.contract.ts'

/** What stands between the parts of a list. */
const between = { zh: '、', en: ', ' } as const

type Named = { code: string; nameZh: string; nameEn: string }

export function PrivacyPage() {
  const say = useSay()
  useTitle(say(words.title))
  const reading = useRead(listPurposes, {}, { staleTime: 600_000 })
  return (
    <Main>
      <h1 className="page-title">{say(words.title)}</h1>
      <p className="privacy-lead">{say(words.lead)}</p>
      <Read of={reading} rows={8}>
        {({ items, roles, contact }) => (
          <div className="privacy">
            <section aria-labelledby="register">
              <h2 id="register">{say(words.register)}</h2>
              <p className="why">{say(words.onlyOwn)}</p>
              <ul className="purposes">
                {items.map((purpose) => (
                  <Entry key={purpose.code} purpose={purpose} roles={roles} />
                ))}
              </ul>
            </section>
            <Rights />
            <Contact contact={contact} />
          </div>
        )}
      </Read>
    </Main>
  )
}

function Entry({ purpose, roles }: { purpose: Purpose; roles: readonly Named[] }) {
  const say = useSay()
  const { language } = useLanguage()
  const fields = purpose.fields.map((field) => say(personalWords[`field_${field}`])).join(between[language])
  return (
    <li>
      <div>
        <h3>{purpose.name[language]}</h3>
        <p className="why">{purpose.why[language]}</p>
      </div>
      <dl>
        <dt>{say(words.what)}</dt>
        <dd>{fields}</dd>
        <dt>{say(words.keep)}</dt>
        <dd>
          {purpose.keepMonths === null
            ? purpose.keep[language]
            : `${say(words.months, { months: purpose.keepMonths })}${purpose.keep[language]}`}
        </dd>
        <dt>{say(words.who)}</dt>
        <dd>
          <Seen purpose={purpose} roles={roles} />
        </dd>
        <dt>{say(words.basis)}</dt>
        <dd>{purpose.basis[language]}</dd>
      </dl>
    </li>
  )
}

function Seen({ purpose, roles }: { purpose: Purpose; roles: readonly Named[] }) {
  const say = useSay()
  const { language } = useLanguage()
  const name = useName()
  const named = (codes: readonly string[]) =>
    codes
      .map((code) => roles.find((role) => role.code === code))
      .flatMap((role) => (role ? [name(role)] : []))
      .join(between[language])
  const { unmaskedFor, revealedTo, isKeptByLaw } = purpose
  if (unmaskedFor.length + revealedTo.length === 0) return say(isKeptByLaw ? words.seenRecords : words.seenNobody)
  return (
    <>
      {unmaskedFor.length > 0 && <span>{say(words.seenPlain, { roles: named(unmaskedFor) })} </span>}
      {revealedTo.length > 0 && <span>{say(words.seenMasked, { roles: named(revealedTo) })}</span>}
    </>
  )
}

function Rights() {
  const say = useSay()
  return (
    <section aria-labelledby="rights">
      <h2 id="rights">{say(words.rights)}</h2>
      <p>{say(words.rightsText)}</p>
      <p>{say(words.minors)}</p>
      <p>
        <Link className="btn" to="/my/data">
          {say(words.toMine)}
        </Link>
      </p>
    </section>
  )
}

function Contact({ contact }: { contact: string | null }) {
  const say = useSay()
  const { isExample } = useMe()
  return (
    <section aria-labelledby="contact">
      <h2 id="contact">{say(words.contact)}</h2>
      <p>{contact ?? say(isExample ? words.contactExample : words.contactNone)}</p>
      {(contact !== null || isExample) && <p className="why">{say(words.noAccount)}</p>}
    </section>
  )
}
