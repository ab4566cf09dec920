// What a granted case is paid, instalment by instalment, and the account it goes to.
import { type FormEvent, useState } from 'react'
import { Button, Field } from '../web/field.tsx'
import { yuan } from '../web/format.ts'
import { useSay } from '../web/language.tsx'
import { TableHead } from '../web/list.tsx'
import { useRead, useSend } from '../web/query.tsx'
import { Problem } from '../web/state.tsx'
import { changePayee, getPaymentPlan, type PaymentPlan } from './payment.contract.ts'
import { payPlanWords as words } from './payplan.words.ts'

const toneOf = { waiting: '', unchecked: 'warn', frozen: 'warn', payable: 'info', listed: 'info', paid: 'good', stopped: 'bad' } as const

/** Nothing, where nothing is paid. */
export function CasePayments({ caseId }: { caseId: string }) {
  const say = useSay()
  const { data } = useRead(getPaymentPlan, { id: caseId }, { staleTime: 0 })
  const plan = data?.plan
  if (!plan) return null
  const { payableFen, stoppedFen, claimedFen, recoveredFen, stoppedFor } = plan
  const sums = { yuan: yuan(plan.fen), paid: yuan(plan.paidFen), payable: yuan(payableFen), stopped: yuan(stoppedFen) }
  return (
    <section aria-labelledby="payments">
      <h2 id="payments">{say(words.title)}</h2>
      <p>{say(words.sum, sums)}</p>
      {stoppedFor && <p className="why">{say(words[`stopped_${stoppedFor}`])}</p>}
      {claimedFen > 0 && <p className="why">{say(words.claimed, { claimed: yuan(claimedFen), recovered: yuan(recoveredFen) })}</p>}
      <Lines lines={plan.lines} />
      {plan.payee && <Payee caseId={caseId} payee={plan.payee} />}
    </section>
  )
}

function Lines({ lines }: Pick<PaymentPlan, 'lines'>) {
  const say = useSay()
  return (
    <table className="table to-list">
      <TableHead columns={[words.instalment, words.dueOn, { num: words.amount }, words.state, words.payers]} />
      <tbody>
        {lines.map((line) => (
          <tr key={line.number}>
            <th scope="row" className="main">
              {say(words.numbered, { number: line.number })}
            </th>
            <td data-label={say(words.dueOn)}>{line.dueOn}</td>
            <td className="num" data-label={say(words.amount)}>
              {yuan(line.fen)}
            </td>
            <td className="lead">
              <span className={`tag ${toneOf[line.state]}`}>{say(words[`state_${line.state}`])}</span>
            </td>
            <td data-label={say(words.payers)}>
              {line.shares.map(({ payer, fen, paidOn, reason }) => (
                <div key={payer}>
                  {say(words.payerLine, { payer, yuan: yuan(fen) })}
                  {paidOn && <span className="note"> {say(words.paidOn, { day: paidOn })}</span>}
                  {reason && <span className="note"> {say(words.returned, { reason })}</span>}
                </div>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Payee({ caseId, payee }: { caseId: string; payee: NonNullable<PaymentPlan['payee']> }) {
  const say = useSay()
  const [isOpen, setIsOpen] = useState(false)
  const [isDone, setIsDone] = useState(false)
  const done = () => {
    setIsOpen(false)
    setIsDone(true)
  }
  return (
    <div className="payee">
      <p>
        {say(words.payee)}：{say(words.payeeLine, { name: payee.name, account: payee.account, bank: payee.bank })}
      </p>
      {isDone && !isOpen && (
        <p className="box done" role="status">
          {say(words.changed)}
        </p>
      )}
      {isOpen ? (
        <PayeeForm caseId={caseId} onDone={done} onBack={() => setIsOpen(false)} />
      ) : (
        payee.mayChange && (
          <Button size="small" onPress={() => setIsOpen(true)}>
            {say(words.change)}
          </Button>
        )
      )}
    </div>
  )
}

function PayeeForm({ caseId, onDone, onBack }: { caseId: string; onDone: () => void; onBack: () => void }) {
  const say = useSay()
  const [account, setAccount] = useState('')
  const [bank, setBank] = useState('')
  const [isTried, setIsTried] = useState(false)
  const send = useSend(changePayee, { refresh: [getPaymentPlan], onDone })
  const isAccount = /^\d{12,19}$/.test(account.replaceAll(' ', ''))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (isAccount && bank.trim() !== '') send.mutate({ id: caseId, account, bank })
  }
  return (
    <form className="form box" onSubmit={submit} noValidate>
      <p className="why">{say(words.changeWhy)}</p>
      <Field label={words.account} {...(isTried && !isAccount ? { problem: say(words.accountWrong) } : {})}>
        {(control) => (
          <input
            {...control}
            inputMode="numeric"
            autoComplete="off"
            maxLength={30}
            value={account}
            onChange={(event) => setAccount(event.target.value)}
          />
        )}
      </Field>
      <Field label={words.bank} {...(isTried && bank.trim() === '' ? { problem: say(words.bankMissing) } : {})}>
        {(control) => <input {...control} maxLength={100} value={bank} onChange={(event) => setBank(event.target.value)} />}
      </Field>
      {send.error && <Problem key={send.submittedAt} error={send.error} isAnswer />}
      <div className="buttons">
        <Button type="submit" kind="primary" size="small" isBusy={send.isPending}>
          {say(words.change)}
        </Button>
        <Button size="small" onPress={onBack}>
          {say(words.back)}
        </Button>
      </div>
    </form>
  )
}
