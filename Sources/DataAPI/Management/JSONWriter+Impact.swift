internal import APIKeys
internal import Catalog
internal import Web

extension JSONWriter {
    mutating func impact(_ impact: Impact) {
        object { object in
            object.field("days", Impact.days)
            object.field("requests", impact.requests)
            object.field("considered", impact.considered)
            object.field("reasons", impact.reasons, named: "code")
            object.field("operations", impact.operations, named: "operation")
            object.field("brands", impact.brands)
            object.field("sources", array: impact.sources) { writer, count in
                writer.object { item in
                    item.source(count.source)
                    item.field("requests", count.accepted)
                    item.field("last_at", count.last.iso8601)
                }
            }
            object.field("keys", array: impact.keys) { writer, count in
                writer.object { item in
                    item.field("key_id", count.key.description)
                    item.field("requests", count.requests)
                }
            }
        }
    }
}

extension JSONWriter.Object {
    /// `[{"operation": "brands.list", "requests": 12}, …]`
    mutating func field(_ name: String, _ counts: [UsageReport.Count], named word: String) {
        field(name, array: counts) { writer, count in
            writer.object { item in
                item.field(word, count.name)
                item.field("requests", count.requests)
            }
        }
    }

    mutating func field(_ name: String, _ counts: [UsageReport.BrandCount]) {
        field(name, array: counts) { writer, count in
            writer.object { item in
                item.field("brand_id", count.brand)
                item.field("requests", count.requests)
            }
        }
    }

    mutating func field(_ name: String, _ sources: [UsageReport.SourceCount]) {
        field(name, array: sources) { writer, count in
            writer.object { item in
                item.source(count.source)
                item.field("accepted", count.accepted)
                item.field("refused", count.refused)
                item.field("last_at", count.last.iso8601)
            }
        }
    }

    /// `null` for an address that is not known; what a client did not say is `null` too.
    mutating func source(_ source: UsageLedger.Source) {
        field("address", source.address?.description)
        field("client", source.client.isEmpty ? nil : source.client)
    }
}
