internal import APIKeys
internal import Catalog

/// What a key did, as `--json` says it; the shape of the management API.
struct UsageOutput: Encodable {
    let keyId: String
    let from: String
    let until: String
    let accepted: Int
    let refused: Int
    /// Only hours with a request.
    let hours: [Hour]
    let operations: [ImpactOutput.OperationCount]
    let brands: [ImpactOutput.BrandCount]
    let outcomes: [OutcomeCount]
    let sources: [Source]
    /// The last ones, newest first.
    let refusals: [Refused]

    struct Hour: Encodable {
        let start: String
        let accepted: Int
        let refused: Int
    }

    struct OutcomeCount: Encodable {
        let outcome: String
        let requests: Int
    }

    struct Source: Encodable {
        @OrNull var address: String?
        @OrNull var client: String?
        let accepted: Int
        let refused: Int
        /// The start of the hour of the last request.
        let lastAt: String

        init(_ source: UsageReport.SourceCount) {
            address = source.source.address?.description
            client = source.source.clientName
            accepted = source.accepted
            refused = source.refused
            lastAt = source.last.iso8601
        }
    }

    struct Refused: Encodable {
        let at: String
        let code: String
        let operation: String
        @OrNull var brandId: Int?
        @OrNull var address: String?
        @OrNull var client: String?
    }

    init(_ report: UsageReport) {
        keyId = report.key.description
        from = report.from.iso8601
        until = report.until.iso8601
        accepted = report.accepted
        refused = report.refused
        hours = report.hours.filter { $0.accepted + $0.refused > 0 }.map { hour in
            Hour(start: hour.start.iso8601, accepted: hour.accepted, refused: hour.refused)
        }
        operations = report.operations.map { .init(operation: $0.name, requests: $0.requests) }
        brands = report.brands.map { .init(brandId: $0.brand, requests: $0.requests) }
        outcomes = report.outcomes.map { OutcomeCount(outcome: $0.name, requests: $0.requests) }
        sources = report.sources.map { Source($0) }
        refusals = report.refusals.map { call in
            Refused(
                at: call.at.iso8601, code: call.code, operation: call.operation, brandId: call.brand,
                address: call.source.address?.description, client: call.source.clientName)
        }
    }
}
