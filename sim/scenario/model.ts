/**
 * A scenario as the simulator takes it: every default filled in, every shorthand spelled out, every name checked.
 * `parse.ts` makes one out of a file. All times are virtual milliseconds.
 */
import type { ConnectorRules } from '#machines/connector.ts'
import type { EndRules } from '#machines/rules.ts'

export interface Scenario {
  /** The file's name without its folder and ending, such as `zeo-2002`. */
  readonly name: string
  readonly title: string
  /** One line that says what it shows. */
  readonly about: string
  readonly sources: readonly Source[]
  /** Every version of the protocol, oldest first. */
  readonly versions: readonly string[]
  readonly roles: readonly Role[]
  readonly links: readonly Link[]
  readonly calls: readonly Call[]
  readonly traffic: Traffic
  readonly nodes: readonly NodeSpec[]
  readonly latency: Latency
  readonly timing: Timing
  readonly upgrade: Upgrade
  /** How long a run lasts unless told otherwise. */
  readonly until: number
}

export interface Source {
  /** The name by which rules of the scenario refer to it. */
  readonly id: string
  readonly text: string
  readonly url: string | null
}

export interface Role {
  readonly name: string
  /** Oldest first. */
  readonly releases: readonly Release[]
}

export interface Release {
  readonly name: string
  /** A short name for chips, such as `3.1` for `ZODB-3.1`. */
  readonly label: string
  readonly about: string | null
  readonly rules: EndRules
  /** The `id` of the source of these rules. */
  readonly source: string | null
  readonly note: string | null
}

/** Two roles that connect. Every node of the dialing role keeps connections to nodes of the accepting one. */
export interface Link {
  readonly name: string
  readonly dialer: string
  readonly acceptor: string
  /** Whether a dialer needs a connection to every acceptor, or to any one of them. */
  readonly needs: 'every' | 'any'
  readonly connector: Omit<ConnectorRules, 'addresses'>
}

/** Something that one end can ask of the other. */
export interface Call {
  readonly name: string
  /** The role that makes it. */
  readonly by: string
  /** The oldest version that has it. */
  readonly since: string
  /** What is lost where the agreed version does not have it. Null where nothing is. */
  readonly without: string | null
  /** The call that is made instead where it is missing. */
  readonly fallback: string | null
}

/** What the application of every dialer does, by names of calls. */
export interface Traffic {
  /** Made as soon as a socket connects, to see whether the peer can be used. */
  readonly test: readonly string[]
  /** Made when the client has been notified of its connection. */
  readonly start: readonly string[]
  /** Made again and again while the connection lasts. */
  readonly repeat: readonly { readonly call: string; readonly every: number }[]
}

export interface NodeSpec {
  readonly id: string
  readonly role: string
  /** The release that it runs at first. */
  readonly release: string
}

/** How long a message takes. */
export type Latency =
  | { readonly kind: 'fixed'; readonly ms: number }
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  | { readonly kind: 'log-normal'; readonly median: number; readonly p99: number }

/** How long a node takes to finish, to be replaced, to start; and how long the cluster settles between steps. */
export interface Timing {
  readonly drain: number
  readonly down: number
  readonly start: number
  readonly settle: number
}

export interface Upgrade {
  /** When the rollout begins. */
  readonly at: number
  /** The order in which the nodes are upgraded unless a run says otherwise, and to what. */
  readonly steps: readonly { readonly node: string; readonly to: string }[]
}
