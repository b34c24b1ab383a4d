import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { TextField } from '~/ui/inputs'
import { PageTitle } from '~/ui/page-title'
import { Actions, Button } from '~/ui/parts'
import { PASSWORD_MAX, PASSWORD_MIN, passwordWords } from './words'

/** From a one-time link. Posts `newPassword`, `again`. */
export function ChoosePasswordPage({
  formKey,
  name,
  email,
  errors,
}: {
  formKey: string
  name: string
  email: string
  errors?: Errors
}) {
  return (
    <div className="narrow">
      <PageTitle lede={passwordWords.lede(name)}>{passwordWords.title}</PageTitle>
      <form className="card" method="post">
        <ErrorSummary errors={errors} />
        <Kept formKey={formKey} />
        <ForPasswordManager email={email} />
        <NewPassword errors={errors} />
        <Actions>
          <Button>{passwordWords.choose}</Button>
        </Actions>
      </form>
    </div>
  )
}

/** Posts `password` (the one now), `newPassword`, `again`. */
export function ChangePasswordForm({
  formKey,
  email,
  errors,
  action,
}: {
  formKey: string
  email: string
  errors?: Errors
  action?: string
}) {
  return (
    <form method="post" action={action}>
      <ErrorSummary errors={errors} />
      <Kept formKey={formKey} />
      <ForPasswordManager email={email} />
      <TextField
        name="password"
        label={passwordWords.current}
        error={errors?.password}
        type="password"
        autoComplete="current-password"
        maxLength={PASSWORD_MAX}
        required
      />
      <NewPassword errors={errors} />
      <Actions>
        <Button>{passwordWords.change}</Button>
      </Actions>
    </form>
  )
}

function NewPassword({ errors }: { errors?: Errors }) {
  return (
    <>
      <TextField
        name="newPassword"
        label={passwordWords.fresh}
        hint={passwordWords.freshHint}
        error={errors?.newPassword}
        type="password"
        autoComplete="new-password"
        minLength={PASSWORD_MIN}
        maxLength={PASSWORD_MAX}
        required
      />
      <TextField
        name="again"
        label={passwordWords.again}
        error={errors?.again}
        type="password"
        autoComplete="new-password"
        maxLength={PASSWORD_MAX}
        required
      />
    </>
  )
}

/** Tells a password manager whose password this is. */
function ForPasswordManager({ email }: { email: string }) {
  return <input type="hidden" autoComplete="username" value={email} />
}
