import { type CivilDate, formatDay } from '~/shared/civil-date'
import { type Errors, Kept } from '~/ui/field'
import { PageTitle } from '~/ui/page-title'
import { Actions, Button, ButtonLink } from '~/ui/parts'
import { ChangePasswordForm } from './password-form'
import { accountWords } from './words'

export type OpenSession = {
  id: string
  /** Free of places: `Chrome on Windows`. */
  device: string
  since: CivilDate
  lastUsedOn: CivilDate
  isThis: boolean
}

export type AccountPageProps = {
  name: string
  email: string
  organisation: string
  password: { formKey: string; action: string; errors?: Errors }
  /** Null: none is set up, as with the demonstration's accounts. */
  code: { since: CivilDate; recoveryCodesLeft: number } | null
  codeTo: string
  mailTo: string
  calendarTo: string
  sessions: readonly OpenSession[]
  /** Ending one posts `end` with its id; all but this one, `end=others`. */
  ending: { formKey: string; action: string }
}

/** What everybody looks after themselves: password, code, and where they are signed in. */
export function AccountPage({
  name,
  email,
  organisation,
  password,
  code,
  codeTo,
  mailTo,
  calendarTo,
  sessions,
  ending,
}: AccountPageProps) {
  const others = sessions.filter(({ isThis }) => !isThis)
  return (
    <>
      <PageTitle lede={`${name} · ${email} · ${organisation}`}>{accountWords.title}</PageTitle>
      <section className="card" aria-labelledby="sessions">
        <h2 id="sessions">{accountWords.sessions}</h2>
        <ul className="plain-list sessions">
          {sessions.map((session) => (
            <li key={session.id}>
              <div>
                <b>{session.isThis ? `${accountWords.here}: ${session.device}` : session.device}</b>
                <span className="why">
                  {accountWords.since} {formatDay(session.since, 'short')}, {accountWords.seen}{' '}
                  {formatDay(session.lastUsedOn, 'short')}
                </span>
              </div>
              {session.isThis ? null : (
                <form method="post" action={ending.action}>
                  <Kept formKey={ending.formKey} />
                  <Button kind="quiet" name="end" value={session.id}>
                    {accountWords.end}
                    <span className="visually-hidden">: {session.device}</span>
                  </Button>
                </form>
              )}
            </li>
          ))}
        </ul>
        {others.length > 1 ? (
          <form method="post" action={ending.action}>
            <Kept formKey={ending.formKey} />
            <Button kind="quiet" name="end" value="others">
              {accountWords.endOthers}
            </Button>
          </form>
        ) : null}
        {others.length === 0 ? <p className="soft">{accountWords.nowhereElse}</p> : null}
      </section>
      <section className="card" aria-labelledby="my-mail">
        <h2 id="my-mail">{accountWords.mail}</h2>
        <p>{accountWords.mailSays}</p>
        <Actions>
          <ButtonLink kind="quiet" to={mailTo}>
            {accountWords.mailChange}
          </ButtonLink>
          <ButtonLink kind="quiet" to={calendarTo}>
            {accountWords.calendarChange}
          </ButtonLink>
        </Actions>
      </section>
      <section className="card" aria-labelledby="my-code">
        <h2 id="my-code">{accountWords.code}</h2>
        <p>
          {code ? accountWords.codeSet(formatDay(code.since, 'short')) : accountWords.codeNotSet}{' '}
          {code ? accountWords.codesLeft(code.recoveryCodesLeft) : ''}
        </p>
        <ButtonLink kind="quiet" to={codeTo}>
          {accountWords.codeChange}
        </ButtonLink>
      </section>
      <section className="card" aria-labelledby="my-password">
        <h2 id="my-password">{accountWords.password}</h2>
        <p>{accountWords.passwordSays}</p>
        <ChangePasswordForm email={email} {...password} />
      </section>
    </>
  )
}
