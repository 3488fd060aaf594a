import text from '../../scenarios/zeo-2002.yaml?raw'
import { digestsOf } from './digests.ts'

self.postMessage(digestsOf(text))
