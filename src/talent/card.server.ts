// The service card: shown by a code that lives for a moment, verified by whoever is shown it, and used where a service is given.
import { timingSafeEqual } from 'node:crypto'
import { scopesOf } from '../identity/grant.rules.ts'
import { getOrganisations, requireRightFor } from '../identity/identity.server.ts'
import { masked } from '../identity/personal.rules.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Db } from '../kernel/db.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { vault } from '../kernel/keyring.ts'
import { handle } from '../kernel/perform.ts'
import { qrSvg } from '../kernel/qr.ts'
import { dayOf, isoOf, momentOf } from '../kernel/time.ts'
import { type Award, awardNumbered, awardOf, holderNameOf, paperOf, voidNumbersOf } from '../procedures/award.server.ts'
import {
  cardCodeExpired,
  cardCodeWrong,
  cardResting,
  cardUseUnfit,
  getMyCard,
  listCardServices,
  listMyCardUses,
  makeCardCode,
  providerUnfit,
  recordCardUse,
  setCardProvider,
  verifyCardCode,
} from './card.contract.ts'
import { card as declared } from './card.declaration.ts'
import {
  countUses,
  endProvider,
  insertProvider,
  insertUse,
  isCodeUsed,
  listProviderRows,
  listServiceRows,
  listUseRows,
  type ServiceRow,
  type UseRow,
} from './card.sql.ts'
import { bodyOf, type CardState, type Coded, cardStateOf, codeOf, codeSeconds, readCode, shownSeconds, useProblems } from './code.rules.ts'
import { codeWords as words } from './code.words.ts'
import { grading } from './grading.declaration.ts'

const purpose = 'card.code'
const proofOf = (made: string) => Buffer.from(made.split('.')[2] ?? '', 'base64url').subarray(0, 8)
const signed = (body: Uint8Array) => Buffer.from(body).toString('base64url')

/** A code for a card, good until a moment. */
function makeCode(coded: Coded): string {
  const body = bodyOf(declared.prefix, coded)
  return codeOf(body, proofOf(vault().equalityKey(purpose, signed(body))))
}

/** What a code says, once its proof and its time are looked at. @throws card_code_wrong, card_code_expired */
function openCode(typed: string, now: Date): Coded {
  const read = readCode(declared.prefix, typed)
  const proofs = read ? vault().equalityKeys(purpose, signed(read.body)).map(proofOf) : []
  if (!read || !proofs.some((proof) => timingSafeEqual(proof, read.proof))) throw cardCodeWrong({})
  if (read.coded.expiresAt * 1000 <= now.getTime()) throw cardCodeExpired({ seconds: codeSeconds })
  return read.coded
}

const expiryOf = ({ expiresAt }: Coded) => isoOf(new Date(expiresAt * 1000))

type Named = { id: string; nameZh: string; nameEn: string }
/** Who gives each service now, by the service's code. */
async function providersOf(db: Db): Promise<Map<string, Named[]>> {
  const rows = await listProviderRows(db)
  const organisations = await getOrganisations(db, [...new Set(rows.map((row) => row.organisationId))])
  const named = new Map(organisations.map(({ id, nameZh, nameEn }) => [id, { id, nameZh, nameEn: nameEn ?? nameZh }]))
  const found = new Map<string, Named[]>()
  for (const { serviceCode, organisationId } of rows)
    found.set(serviceCode, [...(found.get(serviceCode) ?? []), ...[named.get(organisationId) ?? []].flat()])
  return found
}

const briefOf = ({ code, nameZh, nameEn }: ServiceRow) => ({ code, nameZh, nameEn })

/** What the reader may record with a card of a class, by the organisations at whose counter they stand. */
async function countersOf(db: Db, actor: Actor | null, cardClass: string) {
  const ids = actor ? scopesOf(actor, 'talent.serve').organisationIds : []
  if (ids.length === 0) return []
  const [services, providers, organisations] = [await listServiceRows(db), await listProviderRows(db), await getOrganisations(db, ids)]
  return organisations.map(({ id, nameZh, nameEn }) => {
    const own = new Set(providers.filter((one) => one.organisationId === id).map((one) => one.serviceCode))
    const open = services.filter((one) => useProblems(one, { cardClass, isProvider: own.has(one.code) }).length === 0)
    return { organisationId: id, nameZh, nameEn: nameEn ?? nameZh, services: open.map(briefOf) }
  })
}

/** The reader's own card. @throws not_found */
async function requireCard(db: Db, actor: Actor): Promise<Award> {
  const card = await awardOf(db, actor.personId, declared.code)
  if (!card) throw notFound({ what: 'card' })
  return card
}

/** What a card is worth now, the class that it rests on looked at. */
async function stateNow(db: Db, card: Award & { isCurrent: boolean }, now: Date): Promise<CardState> {
  const held = card.subjectId === null ? undefined : await awardOf(db, card.subjectId, grading.code)
  return cardStateOf(card, held?.state, dayOf(now))
}

async function usesShown(db: Db, rows: readonly UseRow[]) {
  const organisations = await getOrganisations(db, [...new Set(rows.map((row) => row.organisationId))])
  const named = new Map(organisations.map((one) => [one.id, one]))
  return rows.map(({ organisationId, ...row }) => {
    const { nameZh = '', nameEn = null } = named.get(organisationId) ?? {}
    return { ...row, organisationZh: nameZh, organisationEn: nameEn ?? nameZh }
  })
}

const holderHandlers = [
  handle(getMyCard, async ({ actor, db, now }) => {
    const card = await awardOf(db, actor.personId, declared.code)
    if (!card) return { card: null }
    const { awardNo, caseId, firstOn, lastOn, level } = card
    const cardClass = level ?? ''
    const providers = await providersOf(db)
    const services = (await listServiceRows(db)).filter((one) => one.classes.includes(cardClass))
    return {
      card: {
        ...{ cardNo: awardNo, class: cardClass, firstOn, lastOn, caseId },
        holderName: await holderNameOf(db, card),
        state: await stateNow(db, { ...card, isCurrent: true }, now),
        voidNumbers: await voidNumbersOf(db, card),
        earlier: await paperOf(db, card),
        services: services.map((one) => ({
          ...briefOf(one),
          ...{ isSettled: one.isSettled, documentNo: one.documentNo, providers: providers.get(one.code) ?? [] },
        })),
      },
    }
  }),

  handle(makeCardCode, async ({ actor, db, now, from }) => {
    const card = await requireCard(db, actor)
    const state = await stateNow(db, { ...card, isCurrent: true }, now)
    if (state !== 'valid') throw cardResting({ state })
    const coded = { cardNo: card.awardNo, expiresAt: Math.floor(now.getTime() / 1000) + codeSeconds }
    const code = makeCode(coded)
    // Behind the sign of a fragment the code stays out of the logs of whatever lies between.
    return { code, qrSvg: qrSvg(`${from.site}/verify-card#${code}`), expiresAt: expiryOf(coded), renewSeconds: shownSeconds }
  }),

  handle(listMyCardUses, async ({ input, actor, db }) => {
    const found = await listUseRows(db, actor.personId, input.cursor ?? null, input.limit + 1)
    const rows = found.slice(0, input.limit)
    return { items: await usesShown(db, rows), nextCursor: found.length > input.limit ? rows.at(-1)!.id : null }
  }),
]

const counterHandlers = [
  handle(verifyCardCode, async ({ input, actor, db, now }) => {
    const coded = openCode(input.code, now)
    const found = await awardNumbered(db, coded.cardNo)
    if (!found) throw cardCodeWrong({})
    const state = await stateNow(db, found, now)
    const codeExpiresAt = expiryOf(coded)
    if (state !== 'valid') return { state, class: null, holderName: null, lastOn: null, codeExpiresAt, isUsed: false, counters: [] }
    const cardClass = found.level ?? ''
    return {
      ...{ state, class: cardClass, lastOn: found.lastOn, codeExpiresAt },
      holderName: masked('name', await holderNameOf(db, found)),
      isUsed: await isCodeUsed(db, coded.cardNo, codeExpiresAt),
      counters: await countersOf(db, actor, cardClass),
    }
  }),

  handle(recordCardUse, async ({ input, actor, db, now }) => {
    const { service: serviceCode, organisationId } = input
    await requireRightFor(db, actor, 'talent.serve', organisationId)
    const coded = openCode(input.code, now)
    const found = await awardNumbered(db, coded.cardNo)
    if (!found?.subjectId) throw cardCodeWrong({})
    const state = await stateNow(db, found, now)
    if (state !== 'valid') throw cardResting({ state })
    const cardClass = found.level ?? ''
    const service = (await listServiceRows(db)).find((one) => one.code === serviceCode)
    const isProvider = (await listProviderRows(db)).some((one) => one.serviceCode === serviceCode && one.organisationId === organisationId)
    const problems = useProblems(service, { cardClass, isProvider, isOwn: found.subjectId === actor.personId })
    if (!service || problems.length > 0) throw cardUseUnfit({ problems: problems.map((code) => ({ code, text: words[code] })) })
    const usedAt = isoOf(now)
    const id = await insertUse(db, {
      ...{
        caseId: found.caseId,
        earlierId: found.earlierId,
        holderId: found.subjectId,
        cardNo: coded.cardNo,
        class: cardClass,
        serviceCode,
        organisationId,
      },
      ...{ recordedBy: actor.personId, codeExpiresAt: expiryOf(coded), usedAt },
    })
    const row = { id, usedAt, serviceCode, serviceZh: service.nameZh, serviceEn: service.nameEn, organisationId }
    return (await usesShown(db, [row]))[0]!
  }),
]

const officeHandlers = [
  handle(listCardServices, async ({ input, db, now }) => {
    const year = input.year ?? Number(dayOf(now).slice(0, 4))
    const counts = await countUses(db, isoOf(momentOf(`${year}-01-01`)), isoOf(momentOf(`${year + 1}-01-01`)))
    const providers = await providersOf(db)
    const items = (await listServiceRows(db)).map((one) => ({
      ...one,
      providers: providers.get(one.code) ?? [],
      uses: counts.flatMap(({ serviceCode, class: of, count }) => (serviceCode === one.code ? [{ class: of, count }] : [])),
    }))
    return { year, items }
  }),

  handle(setCardProvider, async ({ input, actor, db, now }) => {
    const { service: serviceCode, organisationId } = input
    const organisation = await requireRightFor(db, actor, 'procedures.direct', organisationId)
    const service = (await listServiceRows(db)).find((one) => one.code === serviceCode)
    if (!service) throw notFound({ what: 'service' })
    if (input.isProvider && service.providerKind !== organisation.kind) throw providerUnfit({})
    const one = { serviceCode, organisationId, by: actor.personId }
    await (input.isProvider ? insertProvider(db, one) : endProvider(db, { ...one, at: isoOf(now) }))
    return { providers: (await providersOf(db)).get(serviceCode) ?? [] }
  }),
]

export const cardHandlers = [...holderHandlers, ...counterHandlers, ...officeHandlers]
