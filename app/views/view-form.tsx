import { Conflict } from '~/ui/conflict'
import { type Errors, Kept } from '~/ui/field'
import { Actions, Button } from '~/ui/parts'
import { ViewFields } from './kept-lists'
import { viewWords } from './words'

type Shown = { id: string; name: string; isShared: boolean; isPinned: boolean }

/** One's own view: its name, whom it is shown to, and that it goes. Posts `act`, `name`, `isShared`, `isPinned`. */
export function ViewForm({
  view,
  formKey,
  version,
  values,
  errors,
}: {
  view: Shown
  formKey: string
  version: number
  /** What was typed, when it comes back to be mended. */
  values?: Readonly<Record<string, string | undefined>>
  errors?: Errors
}) {
  const stands = {
    name: view.name,
    isShared: view.isShared ? 'yes' : undefined,
    isPinned: view.isPinned ? 'yes' : undefined,
  }
  return (
    <>
      {errors?.form && values ? (
        <Conflict
          changedBy={viewWords.anotherPage}
          compared={[
            { label: viewWords.name, theirs: view.name, yours: values.name ?? view.name },
            {
              label: viewWords.share,
              theirs: saidOf(view.isShared),
              yours: saidOf(values.isShared === 'yes'),
            },
          ]}
        />
      ) : null}
      <form method="post" action={`/views/${view.id}`}>
        <Kept formKey={formKey} version={version} />
        <ViewFields values={values ?? stands} errors={errors} />
        <Actions>
          <Button name="act" value="save">
            {viewWords.save}
          </Button>
        </Actions>
      </form>
      <form method="post" action={`/views/${view.id}`}>
        <Kept formKey={formKey} version={version} />
        <Actions>
          <Button kind="quiet" name="act" value="delete">
            {viewWords.delete}
          </Button>
        </Actions>
      </form>
    </>
  )
}

/** Somebody else's view: on one's own Today or not. Posts `act`. */
export function ViewPin({ view, formKey }: { view: Shown; formKey: string }) {
  return (
    <form method="post" action={`/views/${view.id}`}>
      <Kept formKey={formKey} />
      <Actions>
        <Button kind="quiet" name="act" value={view.isPinned ? 'unpin' : 'pin'}>
          {view.isPinned ? viewWords.unpin : viewWords.pin}
        </Button>
      </Actions>
    </form>
  )
}

function saidOf(isSo: boolean): string {
  return isSo ? viewWords.yes : viewWords.no
}
