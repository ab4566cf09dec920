// How what is known of an instrument is said in PIDINST 1.0 and in schema.org.
import type { Instrument, InstrumentClass } from './catalogue.contract.ts'
import type { Pidinst, SchemaOrg } from './metadata.contract.ts'

/** An instrument with its owner's name, its class and the address of its public page. */
export type Described = { instrument: Instrument; ownerName: string; lastClass: InstrumentClass | undefined; address: string }

// DataCite's word for what a record must tell and nobody has told.
const unavailable = ':unav'

// The record is read far from the page that marks what is invented, so its name says it.
const nameOf = ({ nameZh, isExample }: Instrument) => (isExample ? `${nameZh}（示例）` : nameZh)

/** PIDINST 1.0; what is not known is left out, but for the manufacturer, which the schema demands. */
export function pidinstOf({ instrument, ownerName, lastClass, address }: Described): Pidinst {
  return {
    identifier: { identifierValue: address, identifierType: 'URL' },
    schemaVersion: '1.0',
    landingPage: address,
    name: nameOf(instrument),
    owners: [{ ownerName: ownerName || unavailable }],
    manufacturers: [{ manufacturerName: instrument.manufacturer || unavailable }],
    model: instrument.model ? { modelName: instrument.model } : undefined,
    description: instrument.functionText || undefined,
    instrumentTypes: lastClass
      ? [
          {
            instrumentTypeName: lastClass.nameZh,
            instrumentTypeIdentifier: {
              instrumentTypeIdentifierValue: lastClass.code,
              instrumentTypeIdentifierType: '大型科学仪器设备分类',
            },
          },
        ]
      : [],
    dates: [
      ...(instrument.startedOn ? [{ dateValue: instrument.startedOn, dateType: 'Commissioned' as const }] : []),
      ...(instrument.state === 'retired' && instrument.delistedOn
        ? [{ dateValue: instrument.delistedOn, dateType: 'DeCommissioned' as const }]
        : []),
    ],
    alternateIdentifiers: [
      ...(instrument.serialNo ? [{ alternateIdentifierValue: instrument.serialNo, alternateIdentifierType: 'SerialNumber' as const }] : []),
      { alternateIdentifierValue: instrument.innerCode, alternateIdentifierType: 'InventoryNumber' },
    ],
  }
}

/** JSON-LD of schema.org; what is not known is left out. */
export function schemaOrgOf({ instrument, ownerName, lastClass, address }: Described): SchemaOrg {
  const properties: [string, string][] = [
    ['技术指标', instrument.technicalText],
    ['服务内容', instrument.serviceText],
    ['依据标准', instrument.standards],
    ['产地', instrument.country],
  ]
  return {
    '@context': 'https://schema.org',
    '@type': 'IndividualProduct',
    '@id': address,
    '@reverse': { owns: { '@type': 'Organization', name: ownerName || unavailable } },
    url: address,
    name: nameOf(instrument),
    alternateName: instrument.nameEn || undefined,
    description: instrument.functionText || undefined,
    model: instrument.model || undefined,
    manufacturer: instrument.manufacturer ? { '@type': 'Organization', name: instrument.manufacturer } : undefined,
    serialNumber: instrument.serialNo || undefined,
    productID: instrument.innerCode,
    category: lastClass?.nameZh,
    additionalProperty: properties.filter(([, value]) => value !== '').map(([name, value]) => ({ '@type': 'PropertyValue', name, value })),
  }
}
