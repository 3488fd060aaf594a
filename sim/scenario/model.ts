/**
 * A scenario as the simulator takes it: every default filled in, every shorthand spelled out, every name checked.
 * `parse.ts` makes one out of a file. All times are virtual milliseconds.
 */
import type { ConnectorRules } from '#machines/connector.ts'
import type { EndRules } from '#machines/rules.ts'
import type { Outcome } from './outcome.ts'

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
  /** The names of all releases that rules about skew compare between roles, oldest first, where the scenario says so. */
  readonly releases?: readonly string[]
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
  readonly levels?: readonly Level[]
  readonly operations?: readonly Operation[]
  readonly skew?: readonly Skew[]
  readonly mixtures?: readonly Mixture[]
  readonly service?: ServiceRules
  /** What the system has none of, so that nothing is taken for granted there, each with the roles that this is said of. */
  readonly hasNo?: Readonly<Partial<Record<Absence, readonly string[]>>>
  readonly provisos?: readonly Proviso[]
}

/** What has to be true, or has to be done beside the steps, for an answer to hold. */
export interface Proviso {
  /** The end of a sentence that begins with “if”. */
  readonly text: string
  /** The releases that only a way to one of them needs it for. Null: every way. */
  readonly to: readonly string[] | null
  readonly source: string | null
}

/** What a system may have none of, and a scenario may say so. */
export type Absence = (typeof absences)[number]

export const absences = ['levels', 'data', 'skew', 'service'] as const

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
  /**
   * The releases that each release can be upgraded to, by its name. One that is not here can be upgraded to none.
   * Absent: each to every later one.
   */
  readonly edges?: Readonly<Record<string, readonly string[]>>
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
  readonly data?: DataForms
  /** The values of a level that it can run at, by the level's name. Absent: every value. */
  readonly levels?: Readonly<Record<string, readonly string[]>>
  /** What it does otherwise where a level stands at a value. The last one that fits wins. */
  readonly with?: readonly AtLevel[]
  /** Where this is the release as it is at the value of a level, at which it does something otherwise: which. */
  readonly at?: Pick<AtLevel, 'level' | 'value'>
  /** Whether a node that has run it can run an older one again, where that is said. */
  readonly wayBack?: 'open' | 'none'
}

export interface DataForms {
  readonly writes: string
  readonly reads: readonly string[]
}

/** What a release does where a level stands at a value: all of it, in place of what it says elsewhere. */
export interface AtLevel {
  readonly level: string
  readonly value: string
  readonly rules: EndRules
  readonly as?: Readonly<Record<string, EndRules>>
  readonly data?: DataForms
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
  /** Whether two nodes that dial each other are connected for a quorum as soon as one of them reaches the other. */
  readonly isOneWayEnough?: boolean
  /** Whether a node dials those only that run on its own machine. */
  readonly isOnSameHost?: boolean
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
  /** The link that it goes over, where not over every one that its caller dials, or accepts on where it dials none. */
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
  /** The machine that it runs on, for rules about nodes of the same host, and links between them. */
  readonly host?: string
  /** How many nodes it stands for, itself among them, where a cluster has too many of its kind to name each. */
  readonly standsFor?: number
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

/**
 * Something beside releases that a cluster stands at and that is raised: a feature compatibility version, a set of flags,
 * a configured protocol.
 */
export interface Level {
  readonly name: string
  readonly about: string | null
  /** Lowest first. It is raised one place at a time. */
  readonly values: readonly string[]
  /** Where it stands at first. */
  readonly start: string
  /**
   * Who raises it: an operator, which is a step of its own; the configuration of each member, which is a step and a restart
   * for each of them; or the cluster itself, as soon as every member can run at the value.
   */
  readonly raised: 'by an operator' | 'on each node' | 'automatically'
  /** The roles whose nodes stand at it. */
  readonly members: readonly string[]
  /** Whether it can be lowered again. */
  readonly isReversible: boolean
  /** Whether that is said, and not only taken for granted. */
  readonly isReversibleSaid?: boolean
  /** Whether it stays between two values for a while, so that every member must be able to run at both. */
  readonly isTransitional: boolean
  /** Whether the connections of its members are closed when it is raised. */
  readonly dropsConnections: boolean
  /** Whether a member that is down keeps a level from being raised automatically. */
  readonly waitsForAll: boolean
  readonly source: string | null
  readonly note: string | null
}

/** Something that is done once during the upgrade, such as a repair: its start and its end are two steps. */
export interface Operation {
  readonly name: string
  readonly about: string | null
  /** The roles whose nodes must all run one release while it runs. */
  readonly needsOneReleaseOf: readonly string[]
  readonly because: string | null
  readonly source: string | null
}

/** Where an operation stands. */
export const operationValues = ['not yet', 'running', 'done'] as const

/** What a state comes to in which a rule is broken. */
export type Consequence = 'fails' | 'unsupported' | 'degraded'

/** How far releases may be apart, by their places; see `placesAmong`. */
export interface Skew {
  /** The roles that it is about, and those that they are compared with. */
  readonly of: readonly string[]
  readonly against: readonly string[]
  /** The releases of the subject for which it holds. Absent: all. */
  readonly when?: readonly string[]
  /** How many places the subject may be behind, and ahead; null where that does not matter. */
  readonly older: number | null
  readonly newer: number | null
  /** Whether it holds against every node, or against those of the same host only. */
  readonly over: 'every' | 'same host'
  readonly effect: Consequence
  readonly because: string | null
  readonly source: string | null
}

/** How many different releases, by their places, nodes of these roles may run at once; see `placesAmong`. */
export interface Mixture {
  readonly of: readonly string[]
  readonly most: number
  readonly effect: Consequence
  readonly because: string | null
  readonly source: string | null
}

/** What the cluster as a whole has to provide, also while a node that is upgraded is down. */
export interface ServiceRules {
  /** The roles whose nodes vote: more than half of all have to be up and connected with each other. */
  readonly quorum?: readonly string[]
  /** The roles whose nodes, as far as they are up, have to form one connected component. */
  readonly connected?: readonly string[]
  /** How many nodes of a role have to be up, and of use to each dialer that needs any one of them. */
  readonly floor?: Readonly<Record<string, number>>
}

/**
 * What has to hold in every mixed state, beside the service and rules whose breach fails: that no needed connection loses
 * anything (`open`), that every needed connection works (`working`), that besides nobody is left with a fallback alone
 * (`preferred`), that everybody can read the data (`readable`), that the vendor supports it (`supported`). With `service`
 * alone, connections count only as far as the service needs them.
 */
export type Condition = (typeof conditions)[number]

export const conditions = ['open', 'working', 'preferred', 'service', 'readable', 'supported'] as const

export const usualConditions: readonly Condition[] = ['working', 'supported']

export interface Upgrade {
  /** When the rollout begins. */
  readonly at: number
  /**
   * The order in which the units are upgraded unless a run says otherwise, one place each time, and to what. `node` is a
   * node's id, the name of a level or of an operation, or both of a node and a level as in `b1.ibp`.
   */
  readonly steps: readonly { readonly node: string; readonly to: string }[]
  /** What has to hold on the way. Absent: `usualConditions`. */
  readonly keep?: readonly Condition[]
  /** By roles: how many of their nodes may be under way at once, as far as it is said. */
  readonly pace?: Readonly<Record<string, number | 'all'>>
}
