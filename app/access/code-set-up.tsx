import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { TextField } from '~/ui/inputs'
import { PageTitle } from '~/ui/page-title'
import { Actions, Button, ButtonLink } from '~/ui/parts'
import { codeWords } from './words'

/** `qr` is the address of a picture (`data:image/…`), `secret` the same in letters. Posts `code`. */
export function CodeSetUp({
  formKey,
  qr,
  secret,
  kept,
  errors,
}: {
  formKey: string
  qr: string
  secret: string
  /** What they were writing when their session ended, sealed; it is given back once they are in. */
  kept?: string
  errors?: Errors
}) {
  return (
    <div className="narrow">
      <PageTitle lede={codeWords.lede}>{codeWords.title}</PageTitle>
      <form className="card" method="post">
        <ErrorSummary errors={errors} />
        <Kept formKey={formKey} />
        {kept ? <input type="hidden" name="kept" value={kept} /> : null}
        <p>{codeWords.scan}</p>
        <img className="qr" src={qr} alt={codeWords.picture} width="200" height="200" />
        <p>
          {codeWords.type} <code className="secret">{inFours(secret)}</code>
        </p>
        <TextField
          name="code"
          label={codeWords.code}
          hint={codeWords.codeHint}
          error={errors?.code}
          width="short"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={10}
          required
        />
        <Actions>
          <Button>{codeWords.go}</Button>
        </Actions>
      </form>
    </div>
  )
}

/** Shown once, to be printed or written down. `to` is where they go on. */
export function RecoveryCodes({ codes, to }: { codes: readonly string[]; to: string }) {
  return (
    <div className="narrow">
      <PageTitle lede={codeWords.recoverySays}>{codeWords.recoveryTitle}</PageTitle>
      <div className="card">
        <ul className="codes" aria-label={codeWords.recoveryLabel}>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <Actions>
          <ButtonLink to={to}>{codeWords.done}</ButtonLink>
        </Actions>
      </div>
    </div>
  )
}

function inFours(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ')
}
