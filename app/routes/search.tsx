import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { posted } from '~/access/signed-in.server'
import { keepSearch } from '~/caseload/kept-search.server'
import { SearchInput } from '~/caseload/search.input'

/** Searching goes by post, and its page has an address without a name. */
export function loader() {
  throw redirect('/people')
}

export async function action(asked: ActionFunctionArgs) {
  const { db, input } = await posted(asked, SearchInput)
  if (!input.ok || input.value.words === '') throw redirect('/people', 303)
  throw redirect(`/search/${await keepSearch(db, input.value.words)}`, 303)
}
