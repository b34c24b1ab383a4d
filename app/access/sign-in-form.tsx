import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { TextField } from '~/ui/inputs'
import { PageTitle } from '~/ui/page-title'
import { Actions, Button, Card, Columns, Message } from '~/ui/parts'
import { PASSWORD_MAX, signInWords } from './words'

export type SignInPageProps = {
  formKey: string
  /** Where to go afterwards; a path of ours. */
  to?: string
  /** What they were writing when their session ended, sealed; it is given back once they are in. */
  kept?: string
  /** What was typed; never the password or the code. */
  values?: { email?: string }
  errors?: Errors
  /** Why they stand here again: they signed out, or the session ended. */
  message?: string
  /** The demonstration's own accounts. */
  demonstration?: { email: string; role: string }[]
}

export function SignInPage({ formKey, to, kept, values, errors, message, demonstration }: SignInPageProps) {
  const form = <SignInForm formKey={formKey} to={to} kept={kept} values={values} errors={errors} />
  return (
    <>
      <PageTitle lede={signInWords.lede}>{signInWords.title}</PageTitle>
      {message ? <Message>{message}</Message> : null}
      {demonstration ? (
        <Columns>
          {form}
          <Card title={signInWords.demonstration}>
            <p>{signInWords.demonstrationSays}</p>
            <ul className="plain-list">
              {demonstration.map(({ email, role }) => (
                <li key={email}>
                  <b>{role}</b>
                  <span className="why">{email}</span>
                </li>
              ))}
            </ul>
          </Card>
        </Columns>
      ) : (
        <div className="narrow">{form}</div>
      )}
    </>
  )
}

/** Posts `email`, `password`, `code`, `to`, `kept`. Pasting and password managers are welcome. */
export function SignInForm({
  formKey,
  action,
  to,
  kept,
  values,
  errors,
}: Omit<SignInPageProps, 'message' | 'demonstration'> & { action?: string }) {
  return (
    <form className="card" method="post" action={action}>
      <ErrorSummary errors={errors} />
      <Kept formKey={formKey} />
      {to ? <input type="hidden" name="to" value={to} /> : null}
      {kept ? <input type="hidden" name="kept" value={kept} /> : null}
      <TextField
        name="email"
        label={signInWords.email}
        value={values?.email}
        error={errors?.email}
        type="email"
        autoComplete="username"
        spellCheck={false}
        required
      />
      <TextField
        name="password"
        label={signInWords.password}
        error={errors?.password}
        type="password"
        autoComplete="current-password"
        maxLength={PASSWORD_MAX}
        required
      />
      <TextField
        name="code"
        label={signInWords.code}
        hint={signInWords.codeHint}
        error={errors?.code}
        width="short"
        autoComplete="one-time-code"
        spellCheck={false}
        maxLength={40}
      />
      <Actions>
        <Button>{signInWords.go}</Button>
      </Actions>
      <p className="why">{signInWords.help}</p>
    </form>
  )
}
