internal import APIKeys
internal import Catalog

/// What a change would have refused, as `--json` says it and as people read it.
struct ImpactOutput: Encodable {
    let days = Impact.days
    let requests: Int
    let considered: Int
    let reasons: [Reason]
    let operations: [OperationCount]
    let brands: [BrandCount]
    let sources: [Source]
    let keys: [KeyCount]

    struct Reason: Encodable {
        let code: String
        let requests: Int
    }

    struct OperationCount: Encodable {
        let operation: String
        let requests: Int
    }

    struct BrandCount: Encodable {
        @OrNull var brandId: Int?
        let requests: Int
    }

    struct Source: Encodable {
        @OrNull var address: String?
        @OrNull var client: String?
        let requests: Int
        let lastAt: String
    }

    struct KeyCount: Encodable {
        let keyId: String
        let requests: Int
    }

    init(_ impact: Impact) {
        requests = impact.requests
        considered = impact.considered
        reasons = impact.reasons.map { Reason(code: $0.name, requests: $0.requests) }
        operations = impact.operations.map { OperationCount(operation: $0.name, requests: $0.requests) }
        brands = impact.brands.map { BrandCount(brandId: $0.brand, requests: $0.requests) }
        sources = impact.sources.map { source in
            Source(
                address: source.source.address?.description, client: source.source.clientName, requests: source.accepted,
                lastAt: source.last.iso8601)
        }
        keys = impact.keys.map { KeyCount(keyId: $0.key.description, requests: $0.requests) }
    }

    /// What the reader of a preview must know: of a key's end the reason goes without saying, of a brand's archiving the brand does.
    enum Cause { case change, ending, archiving }

    static func show(_ impact: Impact, of cause: Cause) {
        print(headline(impact, of: cause))
        guard !impact.isHarmless else { return }
        print("")
        switch cause {
        case .change:
            Output.table(["REFUSED AS", "REQUESTS"], impact.reasons.map { [$0.name, String($0.requests)] })
            print("")
            brandTable(impact)
        case .ending: brandTable(impact)
        case .archiving: Output.table(["KEY", "REQUESTS"], impact.keys.map { [$0.key.description, String($0.requests)] })
        }
        print("")
        Output.table(
            ["FROM", "CLIENT", "REQUESTS", "LAST"],
            impact.sources.prefix(20).map { source in
                [
                    source.source.address?.description ?? "unknown", source.source.clientName ?? "-", String(source.accepted),
                    source.last.iso8601,
                ]
            })
        if impact.sources.count > 20 { print("and \(impact.sources.count - 20) more sources; see --json.") }
    }

    private static func brandTable(_ impact: Impact) {
        Output.table(
            ["BRAND", "REQUESTS"], impact.brands.map { [$0.brand.map(String.init) ?? "none", String($0.requests)] })
    }

    private static func headline(_ impact: Impact, of cause: Cause) -> String {
        let days = "the last \(Impact.days) days"
        let whose = cause == .archiving ? " of a key that works now" : ""
        return switch (impact.requests, impact.considered) {
        case (_, 0): "No request\(whose) was accepted in \(days), so none would have been refused."
        case (0, let all): "None of the \(all) requests accepted in \(days) would have been refused."
        case (let refused, let all): "\(refused) of the \(all) requests accepted in \(days) would have been refused:"
        }
    }
}

/// What `--dry-run` answers: nothing was changed.
struct DryRunOutput: Encodable {
    let dryRun = true
    /// Whether it would wait for a second admin.
    var awaitsApproval = false
    /// As it would be.
    let key: KeyOutput
    let impact: ImpactOutput
}
