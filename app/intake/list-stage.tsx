import { useEffect, useState } from 'react'
import type { Errors } from '~/ui/field'
import { PageTitle } from '~/ui/page-title'
import { isUnderWay } from './list'
import type { ListPage } from './list-page.server'
import { ListPreview } from './list-preview'
import { ListProgress } from './list-progress'
import { ListResult, ListStopped, ListUndone } from './list-result'
import {
  goOnWords,
  listWords,
  previewWords,
  progressWords,
  resultWords,
  undoneWords,
  uploadWords,
} from './list-words'

type Given = { list: ListPage; formKey: string }

const ASK_AGAIN_MS = 1_000

/** The page of one list, by where it stands. While work on it is under way it follows along. */
export function ListStage({
  list: first,
  formKey: firstKey,
  said,
  errors,
}: Given & { said?: Record<string, string>; errors?: Errors }) {
  const { list, formKey } = useFollowing({ list: first, formKey: firstKey })
  const called = listWords.called(list.kind, list.source)
  const titled = (title: string) => (
    <PageTitle back={{ to: '/imports', label: uploadWords.back }} lede={called}>
      {title}
    </PageTitle>
  )
  switch (list.status) {
    case 'columns':
    case 'checking':
    case 'running':
    case 'undoing': {
      const stage = list.status === 'columns' ? 'checking' : list.status
      return (
        <>
          {titled(progressWords[stage].title)}
          <ListProgress {...list} stage={stage} />
        </>
      )
    }
    case 'checked':
      return (
        <>
          {titled(previewWords.title)}
          <ListPreview
            {...list}
            report={{ ...NOTHING, ...list.report }}
            formKey={formKey}
            said={said}
            errors={errors}
          />
        </>
      )
    case 'done':
      return (
        <>
          {titled(resultWords.title)}
          <ListResult list={list} formKey={formKey} said={said} errors={errors} />
        </>
      )
    case 'undone':
      return (
        <>
          {titled(undoneWords.title)}
          <ListUndone {...list} />
        </>
      )
    case 'stopped':
      return (
        <>
          {titled(goOnWords.title)}
          <ListStopped list={list} formKey={formKey} />
        </>
      )
  }
}

const NOTHING = {
  read: 0,
  added: 0,
  changed: 0,
  unchanged: 0,
  refused: 0,
  warned: 0,
  shown: [],
  alike: [],
  alikeBeyond: [],
}

/** Keeps the page in step with work that goes on without it. What cannot be asked now is asked again. */
function useFollowing(first: Given): Given {
  const [now, setNow] = useState(first)
  const { id, status } = now.list
  const follows = isUnderWay(status)
  // Keeps what is shown in step with the server while it works, and no longer.
  useEffect(() => {
    if (!follows) return
    const again = setInterval(() => {
      fetch(`/imports/${id}/now`, { headers: { Accept: 'application/json' } })
        .then((answer) => (answer.ok ? answer.json() : null))
        .then((given: Given | null) => {
          if (given) setNow(given)
        })
        .catch(() => undefined)
    }, ASK_AGAIN_MS)
    return () => clearInterval(again)
  }, [id, follows])
  return now
}
