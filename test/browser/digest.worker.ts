import { digestsOf } from './digests.ts'
import { texts } from './texts.ts'

self.postMessage(digestsOf(texts))
