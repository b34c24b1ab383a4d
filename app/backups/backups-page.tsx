import { Kept } from '~/ui/field'
import { Actions, Button, Card, Columns, Details, Empty, Facts } from '~/ui/parts'
import { holdsWords, logWords, openWords, pageWords, sizeWords, tookWords } from './page-words'
import type { BackupState, RunShown } from './state'

export function BackupsView({ state, formKey }: { state: BackupState; formKey: string }) {
  const { isOn, backup, drill, failed, open } = state
  return (
    <>
      {isOn ? null : (
        <Empty>
          <p>{pageWords.notOn}</p>
        </Empty>
      )}
      {failed.map((run) => (
        <Card
          key={run.kind}
          title={`${pageWords.failed}: ${run.kind === 'backup' ? pageWords.make : pageWords.try}`}
        >
          <p>
            {run.at}. {run.why}
          </p>
        </Card>
      ))}
      {open.map((run) => (
        <p key={run.kind}>
          {run.state === 'asked' || run.state === 'running' ? openWords[run.kind][run.state] : null}
        </p>
      ))}
      <Columns>
        <Card title={pageWords.lastBackup}>
          {backup ? <BackupFacts run={backup} /> : <p>{pageWords.none}</p>}
        </Card>
        <Card title={pageWords.lastTry}>
          {drill ? <TryFacts run={drill} /> : <p>{pageWords.none}</p>}
          <p className="hint">{pageWords.lastTrySays}</p>
        </Card>
      </Columns>
      <Card title={pageWords.log}>
        <p>{logWords(state.log)}</p>
      </Card>
      {isOn ? <Ask state={state} formKey={formKey} /> : null}
      <Details summary={pageWords.what}>
        <ul>
          {pageWords.whatSays.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </Details>
    </>
  )
}

function BackupFacts({ run }: { run: RunShown }) {
  return (
    <>
      <Facts
        of={[
          { label: pageWords.when, value: run.at },
          { label: pageWords.large, value: sizeWords(run.bytes) },
          { label: pageWords.took, value: tookWords(run.seconds) },
          { label: pageWords.holds, value: holdsWords(run) },
          { label: pageWords.lies, value: run.folder },
          { label: pageWords.key, value: run.keyId },
        ]}
      />
      <p className="hint">{pageWords.keySays}</p>
    </>
  )
}

function TryFacts({ run }: { run: RunShown }) {
  return (
    <Facts
      of={[
        { label: pageWords.when, value: run.at },
        { label: pageWords.took, value: tookWords(run.seconds) },
        { label: pageWords.found, value: pageWords.wentWell },
      ]}
    />
  )
}

function Ask({ state: { mayAsk, backup }, formKey }: { state: BackupState; formKey: string }) {
  if (!mayAsk) return <p className="hint">{pageWords.notYours}</p>
  return (
    <form method="post" action="/backups">
      <Kept formKey={formKey} />
      <p className="hint">
        {backup ? pageWords.makeSays : `${pageWords.makeSays} ${pageWords.nothingToTry}`}
      </p>
      <Actions>
        <Button name="ask" value="backup">
          {pageWords.make}
        </Button>
        {backup ? (
          <Button kind="quiet" name="ask" value="drill">
            {pageWords.try}
          </Button>
        ) : null}
      </Actions>
    </form>
  )
}
