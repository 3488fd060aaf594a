/**
 * A scenario as the simulator takes it: every default filled in, every shorthand spelled out, every name checked.
 * `parse.ts` makes one out of a file. All times are virtual milliseconds.
 */
import type { ConnectorRules } from '#machines/connector.ts'
import type { EndRules } from '#machines/rules.ts'
import type { Outcome } from '../outcome.ts'

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
  readonly exceptions?: readonly Exception[]
  readonly variants?: readonly Variant[]
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
  /** What its ends go by, unless `as` says otherwise. */
  readonly rules: EndRules
  /**
   * What its ends go by in a certain place: as `dialer` or `acceptor`, on a link by its name, or as one of both on a
   * link, such as `internode dialer`. The narrower place wins.
   */
  readonly as?: Readonly<Record<string, EndRules>>
  /** The `id` of the source of these rules. */
  readonly source: string | null
  readonly note: string | null
  /** Calls that its newest version has and that it does not serve all the same. */
  readonly lacks?: readonly string[]
  /** Calls that it cannot do without, whether its version has them or not. */
  readonly needs?: readonly string[]
  /** The numbers of a call's own versions that it speaks, lowest and highest, for protocols that number each call. */
  readonly numbers?: Readonly<Record<string, readonly [number, number]>>
  /** The form in which it writes data, and those that it can read. */
  readonly data?: { readonly writes: string; readonly reads: readonly string[] }
}

/** Two roles that connect. Every node of the dialing role keeps connections to nodes of the accepting one. */
export interface Link {
  /** Unique: channels of one link are links of their own, such as `internode/streaming`. */
  readonly name: string
  /** The channel that it is, where several are opened between the same two nodes. */
  readonly channel?: string
  readonly dialer: string
  readonly acceptor: string
  /** Whether a dialer needs a connection to every acceptor, or to any one of them. */
  readonly needs: 'every' | 'any'
  /** Whether one broken connection keeps a dialer from using the others. */
  readonly spoils?: boolean
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
  /** The first version that does not have it any more. */
  readonly until?: string
  /** What comes of making it where it is missing: the caller does without, the call fails, or it gets wrong data. */
  readonly missing?: 'do without' | 'fail' | 'wrong data'
  /** What it was called before, by the version from which on it has another name. */
  readonly names?: Readonly<Record<string, string>>
  /** The link that it goes over, where not over every one of its caller's. */
  readonly over?: string
  /** Whether it reads or writes data, whose form may be one that a release does not know. */
  readonly data?: 'reads' | 'writes'
  /** The `id` of the source of this. */
  readonly source?: string
  readonly note?: string
}

/** A pair of releases whose outcome is known from elsewhere, whatever their rules come to. */
export interface Exception {
  readonly link: string
  readonly dialer: string
  readonly acceptor: string
  readonly outcome: Outcome
  readonly negotiated: string | null
  readonly reason: string
  readonly source: string | null
  readonly note?: string
}

/** The same system with something said otherwise, such as `as documented`. */
export interface Variant {
  readonly name: string
  readonly about: string
  readonly scenario: Scenario
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
  /** Whether a dialer prefers others to it: it is used where no other can be, and the dialer goes on looking. */
  readonly isFallback?: boolean
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
