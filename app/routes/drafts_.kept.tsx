import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { keepSent } from '~/drafts/keep-answer.server'

export function loader() {
  return redirect('/drafts')
}

export function action(asked: ActionFunctionArgs) {
  return keepSent(asked)
}
