import { Component, type ReactNode } from 'react'
import type { State } from '#ui/session/state.ts'
import { ViewFailed } from './lazy-parts.ts'

interface Props {
  /** What the view is called. */
  readonly name: string
  readonly state: State
  readonly children: ReactNode
}

/** Keeps the others, and the document, where a view fails: it says so in its place. Another session is another try. */
export class ViewBoundary extends Component<Props, { readonly error: unknown }> {
  override state = { error: null }

  static getDerivedStateFromError = (error: unknown) => ({ error })

  override componentDidUpdate({ state }: Props): void {
    if (this.state.error !== null && state.session !== this.props.state.session)
      this.setState({ error: null })
  }

  override render(): ReactNode {
    const { error } = this.state
    const { name, state, children } = this.props
    if (error === null) return children
    return (
      <ViewFailed name={name} state={state} error={error} onRetry={() => this.setState({ error: null })} />
    )
  }
}
