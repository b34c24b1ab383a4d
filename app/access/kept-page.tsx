import { Kept } from '~/ui/field'
import { inWords, type KeptField, KeptForm } from '~/ui/kept-form'
import { Heading, PageTitle } from '~/ui/page-title'
import { Actions, Button, Facts } from '~/ui/parts'
import { SignInForm } from './sign-in-form'
import { keptWords } from './sign-in-words'

/** Somebody wrote, and their session had ended: the text to read, and the door. It comes back as a form once they are in. */
export function SignInToSave({
  formKey,
  kept,
  written,
}: {
  formKey: string
  kept: string
  written: readonly KeptField[]
}) {
  return (
    <div className="narrow">
      <PageTitle>{keptWords.title}</PageTitle>
      <p role="status">{keptWords.signIn}</p>
      <SignInForm formKey={formKey} action="/sign-in" kept={kept} />
      <Heading>{keptWords.written}</Heading>
      <Facts
        of={written
          .filter(({ kind }) => kind !== 'hidden')
          .map(({ name, label, value, says }) => ({
            label: label ?? inWords(name),
            value: <Lines of={says ?? value} />,
          }))}
      />
    </div>
  )
}

/** They are in but for their code, which was to be set up afresh. */
export function SetUpFirst({ formKey, kept }: { formKey: string; kept: string }) {
  return (
    <div className="narrow">
      <PageTitle>{keptWords.title}</PageTitle>
      <form method="post" action="/sign-in/code">
        <Kept formKey={formKey} />
        <input type="hidden" name="kept" value={kept} />
        <p role="status">{keptWords.setUpFirst}</p>
        <Actions>
          <Button>{keptWords.goOn}</Button>
        </Actions>
      </form>
    </div>
  )
}

/** What was written, to be saved with one press. */
export function GivenBack({ action, fields }: { action: string; fields: KeptField[] }) {
  return (
    <div id="written">
      <KeptForm
        title={keptWords.title}
        message={keptWords.back}
        action={action}
        fields={fields}
        button={keptWords.save}
      />
    </div>
  )
}

function Lines({ of }: { of: string }) {
  return of.split('\n').map((line, index) => (
    <span key={index}>
      {index > 0 ? <br /> : null}
      {line}
    </span>
  ))
}
