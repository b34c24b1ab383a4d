import type { ReactNode } from 'react'
import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { TextField } from '~/ui/inputs'
import { PageTitle } from '~/ui/page-title'
import { Actions, Button } from '~/ui/parts'
import { proofWords } from './sign-in-words'
import { PASSWORD_MAX } from './words'

type Choice = { label: string; name: string; value: string }

/** Somebody who is signed in shows the password again, and the code where `asks` says so, before something goes on. */
export function ShowAgain({
  title,
  back = { to: '/account', label: proofWords.backToAccount },
  says,
  formKey,
  errors,
  asks = 'password',
  button,
  quiet,
  children,
}: {
  title: string
  /** Left out: the account. */
  back?: { to: string; label: string }
  says: string
  formKey: string
  errors?: Errors
  asks?: 'password' | 'password-and-code'
  button: Choice
  quiet?: Choice
  children?: ReactNode
}) {
  return (
    <div className="narrow">
      <PageTitle back={back}>{title}</PageTitle>
      <form className="card" method="post">
        <ErrorSummary errors={errors} />
        <Kept formKey={formKey} />
        <p>{says}</p>
        {children}
        <TextField
          name="password"
          label={proofWords.password}
          error={errors?.password}
          type="password"
          autoComplete="current-password"
          maxLength={PASSWORD_MAX}
          required
        />
        {asks === 'password-and-code' ? (
          <TextField
            name="code"
            label={proofWords.code}
            hint={proofWords.codeHint}
            error={errors?.code}
            width="short"
            autoComplete="one-time-code"
            spellCheck={false}
            maxLength={40}
            required
          />
        ) : null}
        <Actions>
          <Button name={button.name} value={button.value}>
            {button.label}
          </Button>
          {quiet ? (
            <Button kind="quiet" name={quiet.name} value={quiet.value}>
              {quiet.label}
            </Button>
          ) : null}
        </Actions>
      </form>
    </div>
  )
}
