import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { endHere } from '~/access/session-answer.server'

export function loader() {
  return redirect('/today')
}

export function action(asked: ActionFunctionArgs) {
  return endHere(asked)
}
