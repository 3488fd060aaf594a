/** The scenarios whose runs are compared, as a page and a worker read them. */
import kafka from '../../scenarios/kafka-ibp.yaml?raw'
import mongodb from '../../scenarios/mongodb-7.0.yaml?raw'
import rfb from '../../scenarios/rfb.yaml?raw'
import zeo from '../../scenarios/zeo.yaml?raw'
import zeo2002 from '../../scenarios/zeo-2002.yaml?raw'
import type { Texts } from './digests.ts'

export const texts: Texts = { 'zeo-2002': zeo2002, zeo, 'kafka-ibp': kafka, 'mongodb-7.0': mongodb, rfb }
