/** What a run did, as typed events, each with its cause. */
import type { Finding, Severity } from '../rules/verdict.ts'
import type { Outcome } from '../scenario/outcome.ts'
import type { Intervention } from './intervention.ts'

/**
 * What crosses the network. `dial` and `accept` open a connection, `refuse`, `close` and `reset` end it; `version` and
 * `error` are the handshake.
 */
export interface Message {
  /** Unique within a run: its connection, the end that sent it, and its place in that stream. Null while it is kept back. */
  readonly id: string | null
  readonly kind: 'dial' | 'accept' | 'refuse' | 'version' | 'error' | 'call' | 'reply' | 'close' | 'reset'
  /** What a label says: the version, the call's name, or the kind. */
  readonly name: string
  /** The call that a call or a reply belongs to. */
  readonly call: string | null
  /** What the machine at the other end is told, where that is not the name: the versions said, or said to be accepted. */
  readonly said?: string
  /** Whether a version is offered after a refusal. */
  readonly again?: true
  /** The version in which a call or a reply is written: what its sender believed when it sent it, if it believed in one. */
  readonly written?: string
}

interface Common {
  /** Its place in the trace. */
  readonly id: number
  /** Virtual milliseconds. */
  readonly at: number
  /** Counts the moments of the run: what happens at one stroke has the same number. */
  readonly moment: number
  /** The `id` of the event that it follows from; null for the start and for interventions. */
  readonly cause: number | null
  readonly severity: 'info' | 'warning' | 'error'
}

/**
 * - `transition`: a machine (`end c1-s1#1 dialer`, `connector c1-s1`, `node c1`, `rollout`) went from leaves to leaves
 * - `send`, `deliver`: a message leaves one node; reaches the other (its cause is the send)
 * - `lost`: a message reached nobody, with the reason
 * - `hold`: an end keeps a message back; `swallow`: it took the message for a handshake, or did not understand it
 * - `call`: what became of a call of the application
 * - `attempt`: what became of a connection
 * - `level`: a level of the cluster, or of one node, is raised; `operation`: it begins or is done
 * - `no start`: a node cannot run its release where a level stands
 * - `rule`: a rule that is not about a connection is broken from now on
 */
export type TraceEvent = Common &
  (
    | { readonly kind: 'start'; readonly scenario: string; readonly seed: number }
    | {
        readonly kind: 'intervention'
        readonly intervention: Intervention
        /** Why nothing came of it, where nothing did. */
        readonly unheeded?: string
      }
    | { readonly kind: 'timer'; readonly actor: string; readonly timer: string }
    | {
        readonly kind: 'transition'
        readonly actor: string
        readonly event: string
        readonly from: readonly string[]
        readonly to: readonly string[]
      }
    | {
        readonly kind: 'send' | 'deliver' | 'hold'
        readonly connection: string
        readonly from: string
        readonly to: string
        readonly message: Message
      }
    | {
        readonly kind: 'swallow'
        readonly connection: string
        readonly from: string
        readonly to: string
        readonly message: Message
        /** What its receiver believes to be agreed, where the message is written in something else. */
        readonly believes?: string
      }
    | {
        readonly kind: 'lost'
        readonly connection: string
        readonly from: string
        readonly to: string
        readonly message: Message
        readonly reason: string
      }
    | {
        readonly kind: 'heard'
        readonly node: string
        readonly connection: string
        /** The version that an end has judged, and accepts unless the severity is an error. */
        readonly version: string
        /** What its release logs of that, word for word; null where the scenario does not say. */
        readonly logs: string | null
      }
    | {
        readonly kind: 'call'
        readonly connection: string
        readonly node: string
        readonly call: string
        readonly name: string
        readonly status: CallStatus
        /** Why it was skipped or failed. */
        readonly reason: string | null
      }
    | {
        readonly kind: 'attempt'
        readonly connection: string
        readonly outcome: AttemptOutcome
        readonly reason: string
      }
    | {
        readonly kind: 'level'
        readonly level: string
        /** The node whose own level it is; null for the cluster's. */
        readonly node: string | null
        readonly from: string
        readonly to: string
      }
    | { readonly kind: 'operation'; readonly operation: string; readonly to: string }
    | {
        readonly kind: 'no start'
        readonly node: string
        readonly release: string
        readonly level: string
        readonly value: string
        readonly reason: string
      }
    | {
        readonly kind: 'rule'
        /** Such as `skew 1` or `operation repair`. */
        readonly rule: Finding['rule']
        readonly verdict: Severity
        readonly reason: string
        readonly source: string | null
        /** The connection that it is about. */
        readonly pair?: Finding['pair']
        /** Whether it is the step that must not be taken, and nothing that lasts. */
        readonly isOfStep?: true
      }
    /** The rule is not broken any more in this way. */
    | {
        readonly kind: 'rule over'
        readonly rule: Finding['rule']
        readonly reason: string
        readonly pair?: Finding['pair']
      }
  )

export type Kind = TraceEvent['kind']
/** The events of these kinds. Some kinds have the same fields. */
export type OfKind<K extends Kind> = TraceEvent extends infer E
  ? E extends TraceEvent
    ? K extends E['kind']
      ? E & { readonly kind: K }
      : never
    : never
  : never

/** Whether a transition, or what it has in common with others, is that of a machine which is no end of a connection. */
export const isOfMachine = ({ actor }: Pick<OfKind<'transition'>, 'actor'>): boolean =>
  actor !== undefined && !actor.startsWith('end ')

/**
 * `skipped`: the agreed version does not have it, so the caller does without. `failed`: its connection went away, or
 * it could not be made. `unreadable`: the answer holds data in a form that the caller does not know.
 */
export type CallStatus = 'made' | 'answered' | 'failed' | 'skipped' | 'unreadable'

/**
 * What became of an attempt to connect. Beside the outcomes of a handshake: `refused`, nobody listened there;
 * `interrupted`, the connection ended before its handshake did; `retried`, the offer was not accepted and the dialer
 * dials again with less.
 */
export type AttemptOutcome = Outcome | 'refused' | 'interrupted' | 'retried'
