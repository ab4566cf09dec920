// An instrument in the words of other registries: PIDINST 1.0 and schema.org.
import * as z from 'zod'
import { operation } from '../kernel/contract.ts'
import { notFound } from '../kernel/kernel.contract.ts'
import { metadataWords as words } from './metadata.words.ts'

/** The properties of PIDINST 1.0 (https://doi.org/10.15497/RDA00070) that are known of an instrument here. */
export const Pidinst = z.object({
  identifier: z.object({ identifierValue: z.string(), identifierType: z.literal('URL') }),
  schemaVersion: z.literal('1.0'),
  landingPage: z.string(),
  name: z.string(),
  owners: z.array(z.object({ ownerName: z.string() })),
  manufacturers: z.array(z.object({ manufacturerName: z.string() })),
  model: z.object({ modelName: z.string() }).optional(),
  description: z.string().optional(),
  instrumentTypes: z.array(
    z.object({
      instrumentTypeName: z.string(),
      instrumentTypeIdentifier: z.object({ instrumentTypeIdentifierValue: z.string(), instrumentTypeIdentifierType: z.string() }),
    }),
  ),
  dates: z.array(z.object({ dateValue: z.string(), dateType: z.enum(['Commissioned', 'DeCommissioned']) })),
  alternateIdentifiers: z.array(
    z.object({ alternateIdentifierValue: z.string(), alternateIdentifierType: z.enum(['SerialNumber', 'InventoryNumber']) }),
  ),
})
export type Pidinst = z.infer<typeof Pidinst>

const Organization = z.object({ '@type': z.literal('Organization'), name: z.string() })

/** An IndividualProduct of schema.org, as JSON-LD. */
export const SchemaOrg = z.object({
  '@context': z.literal('https://schema.org'),
  '@type': z.literal('IndividualProduct'),
  '@id': z.string(),
  '@reverse': z.object({ owns: Organization }),
  url: z.string(),
  name: z.string(),
  alternateName: z.string().optional(),
  description: z.string().optional(),
  model: z.string().optional(),
  manufacturer: Organization.optional(),
  serialNumber: z.string().optional(),
  productID: z.string(),
  category: z.string().optional(),
  additionalProperty: z.array(z.object({ '@type': z.literal('PropertyValue'), name: z.string(), value: z.string() })),
})
export type SchemaOrg = z.infer<typeof SchemaOrg>

/** An instrument in PIDINST 1.0; a draft is not to be found. */
export const getPidinst = operation({
  name: 'getPidinst',
  title: words.getPidinst,
  method: 'GET',
  path: '/api/instruments/{id}/pidinst',
  permission: 'anyone',
  input: z.object({ id: z.uuid() }),
  output: Pidinst,
  errors: [notFound],
})

/** An instrument in schema.org's words; a draft is not to be found. */
export const getSchemaOrg = operation({
  name: 'getSchemaOrg',
  title: words.getSchemaOrg,
  method: 'GET',
  path: '/api/instruments/{id}/schema-org',
  permission: 'anyone',
  input: z.object({ id: z.uuid() }),
  output: SchemaOrg,
  errors: [notFound],
})
