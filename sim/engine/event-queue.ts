/**
 * What is still to happen, in order of virtual time; what falls on the same time happens in the order in which it
 * was put down. A calendar queue (R. Brown, CACM 31(10), 1988): entries lie in days of equal length, a year of days
 * is gone round again and again, and the day's length follows the density of the entries.
 */
export interface Entry<T> {
  /** Virtual milliseconds. */
  readonly at: number
  /** Its place among all entries ever put down. */
  readonly sequence: number
  readonly item: T
}

export interface EventQueue<T> {
  days: Entry<T>[][]
  /** Virtual milliseconds in a day. */
  dayLength: number
  size: number
  sequence: number
  /** No entry lies before the beginning of this day, counted from time zero. */
  today: number
}

const fewestDays = 8

/** An empty event queue. */
export function createEventQueue<T>(): EventQueue<T> {
  return { days: emptyDays(fewestDays), dayLength: 1, size: 0, sequence: 0, today: 0 }
}

/** A copy that shares its entries, which never change, and days on which there is nothing. */
export function copyEventQueue<T>(eventQueue: EventQueue<T>): EventQueue<T> {
  return { ...eventQueue, days: eventQueue.days.map((day) => (day.length === 0 ? day : day.slice())) }
}

/** Puts `item` down for the time `at`, which must not lie before the entry taken last. */
export function put<T>(eventQueue: EventQueue<T>, at: number, item: T): Entry<T> {
  const entry = { at, sequence: eventQueue.sequence++, item }
  insert(eventQueue, entry)
  eventQueue.size++
  if (eventQueue.size > eventQueue.days.length * 2) rebuild(eventQueue, eventQueue.days.length * 2)
  return entry
}

/** The next entry, which stays where it is, or null where nothing is left. */
export function peek<T>(eventQueue: EventQueue<T>): Entry<T> | null {
  if (eventQueue.size === 0) return null
  for (let scanned = 0; scanned < eventQueue.days.length; scanned++) {
    const first = dayOf(eventQueue, eventQueue.today)[0]
    if (first !== undefined && Math.floor(first.at / eventQueue.dayLength) === eventQueue.today) return first
    eventQueue.today++
  }
  // Nothing within a year: go straight to the day of the earliest entry.
  let earliest: Entry<T> | undefined
  for (const [first] of eventQueue.days) {
    if (first !== undefined && (earliest === undefined || precedes(first, earliest))) earliest = first
  }
  if (earliest === undefined) return null
  eventQueue.today = Math.floor(earliest.at / eventQueue.dayLength)
  return earliest
}

/** Takes the next entry off. */
export function take<T>(eventQueue: EventQueue<T>): Entry<T> | null {
  const entry = peek(eventQueue)
  if (entry === null) return null
  dayOf(eventQueue, eventQueue.today).shift()
  eventQueue.size--
  if (eventQueue.size < eventQueue.days.length / 4 && eventQueue.days.length > fewestDays) {
    rebuild(eventQueue, eventQueue.days.length / 2)
  }
  return entry
}

/** Every entry, in no order that means anything. */
export function entriesOf<T>({ days }: EventQueue<T>): Entry<T>[] {
  const entries: Entry<T>[] = []
  for (const day of days) for (const entry of day) entries.push(entry)
  return entries
}

/** Takes every entry off that is meant, whenever it is. */
export function strike<T>(eventQueue: EventQueue<T>, isMeant: (entry: Entry<T>) => boolean): void {
  for (let i = 0; i < eventQueue.days.length; i++) {
    const day = eventQueue.days[i]
    if (day === undefined || !day.some(isMeant)) continue
    const kept = day.filter((entry) => !isMeant(entry))
    eventQueue.size -= day.length - kept.length
    eventQueue.days[i] = kept
  }
}

function insert<T>(eventQueue: EventQueue<T>, entry: Entry<T>): void {
  const day = Math.floor(entry.at / eventQueue.dayLength)
  if (day < eventQueue.today) eventQueue.today = day
  const entries = dayOf(eventQueue, day)
  if (entries.length === 0) {
    // Copies may share it.
    eventQueue.days[day % eventQueue.days.length] = [entry]
    return
  }
  let place = entries.length
  while (place > 0 && precedes(entry, entries[place - 1] as Entry<T>)) place--
  entries.splice(place, 0, entry)
}

/** Gives the event queue another number of days, each long enough for about three entries. */
function rebuild<T>(eventQueue: EventQueue<T>, days: number): void {
  const entries = eventQueue.days.flat()
  const times = entries.map(({ at }) => at).sort((a, b) => a - b)
  // The middle half says more about the density than a few timers that lie far ahead.
  const from = times[times.length >> 2] ?? 0
  const to = times[(times.length * 3) >> 2] ?? 0
  eventQueue.dayLength = Math.max(((to - from) / Math.max(times.length / 2, 1)) * 3, 0.001)
  eventQueue.days = emptyDays(days)
  eventQueue.today = Math.floor((times[0] ?? 0) / eventQueue.dayLength)
  for (const entry of entries) insert(eventQueue, entry)
}

function dayOf<T>(eventQueue: EventQueue<T>, day: number): Entry<T>[] {
  return eventQueue.days[day % eventQueue.days.length] as Entry<T>[]
}

function emptyDays<T>(count: number): Entry<T>[][] {
  return Array.from({ length: count }, () => [])
}

function precedes(a: Entry<unknown>, b: Entry<unknown>): boolean {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence)
}
